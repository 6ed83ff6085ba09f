import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeLine } from '../../../k6/outcome.ts';
import { parseOutcome } from './parse-outcome.ts';

const logged = (message: string): string =>
  JSON.stringify({ level: 'info', msg: message, source: 'console', time: '2026-11-24T06:14:08Z' });

test('reads back what the script writes', () => {
  for (const outcome of ['acknowledged', 'failed', 'indeterminate'] as const) {
    const line = logged(outcomeLine(1234567, outcome, 89.5));
    assert.deepEqual(parseOutcome(line), { sequence: 1234567, outcome, millis: 89.5 });
  }
});

test('passes over everything else', () => {
  for (const line of ['', logged('dsp:m'), logged('dsp:m x a 1'), logged('dsp:m 1 z 1'), logged('hello')]) {
    assert.equal(parseOutcome(line), undefined);
  }
});
