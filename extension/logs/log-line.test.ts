import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf, textOf, traceIdsIn } from './log-line.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

test('a structured line has its own level and reads as a sentence with its fields', () => {
  const text = `{"level":"WARN","msg":"slow call","time":"x","ms":120,"trace_id":"${id}"}`;
  assert.equal(levelOf({ text, stream: 'stdout' }), 'warn');
  assert.equal(textOf({ text }), `slow call ms=120 trace_id=${id}`);
});

test('other lines stay as they are; error output is a warning', () => {
  assert.equal(levelOf({ text: 'panic!', stream: 'stderr' }), 'warn');
  assert.equal(levelOf({ text: 'ready', stream: 'stdout' }), 'info');
  assert.equal(textOf({ text: '{ not json' }), '{ not json');
});

test('ids of traces are found, and nothing that only looks like one', () => {
  assert.deepEqual(traceIdsIn(`a ${id} b`), [{ id, at: 2 }]);
  assert.deepEqual(traceIdsIn(`${id}0`), []);
  assert.deepEqual(traceIdsIn('0'.repeat(32)), []);
});
