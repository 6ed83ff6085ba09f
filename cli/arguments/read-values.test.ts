import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandInput } from './command.ts';
import { numberOption, pairsOption, textPairsOption } from './read-values.ts';

const input = (values: Record<string, string[]>): CommandInput => ({
  flags: new Set(),
  values: new Map(Object.entries(values)),
  positionals: [],
});

test('reads numbers and refuses what is none', () => {
  assert.equal(numberOption(input({ rps: ['0.5'] }), 'rps'), 0.5);
  assert.equal(numberOption(input({}), 'rps'), undefined);
  assert.throws(() => numberOption(input({ rps: ['ten'] }), 'rps'), /must be a number, not "ten"/);
  assert.throws(() => numberOption(input({ rps: ['Infinity'] }), 'rps'), /must be a number/);
});

test('reads parameters as numbers, booleans and text', () => {
  const given = input({ param: ['delayMs=200', 'signal=SIGTERM', 'exact=true', 'note=a=b'] });
  assert.deepEqual(pairsOption(given, 'param'), {
    delayMs: 200,
    signal: 'SIGTERM',
    exact: true,
    note: 'a=b',
  });
  assert.deepEqual(textPairsOption(input({ label: ['tier=1'] }), 'label'), { tier: '1' });
  assert.throws(() => pairsOption(input({ param: ['delay'] }), 'param'), /wants key=value, not "delay"/);
});
