import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenedLines } from './opened-lines.ts';

function memory() {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string) => values.get(key) as T,
    async update(key: string, value: unknown) {
      values.set(key, value);
    },
  };
}

test('what was opened is known to the next window, and what was closed again is not', () => {
  const state = memory();
  const before = createOpenedLines(state, 'dsp.nodes');
  before.open('node:a');
  before.open('node:b');
  before.close('node:a');
  const after = createOpenedLines(state, 'dsp.nodes');
  assert.ok(after.has('node:b'));
  assert.ok(!after.has('node:a'));
  assert.ok(!createOpenedLines(state, 'dsp.faults').has('node:b'));
});

test('lines that are gone do not fill the memory: those opened last are kept', () => {
  const state = memory();
  const lines = createOpenedLines(state, 'dsp.nodes');
  for (let at = 0; at < 1_000; at++) lines.open(`node:${at}`);
  lines.open('node:900');
  const after = createOpenedLines(state, 'dsp.nodes');
  assert.ok(after.has('node:900') && after.has('node:999'));
  assert.ok(!after.has('node:0'));
});
