import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventParser } from './event-parser.ts';

test('an event may come in pieces; comments are passed over', () => {
  const parser = createEventParser();
  assert.deepEqual(parser.push(': connected\n\nid: 7\nevent: fa'), []);
  assert.deepEqual(parser.push('ult\ndata: {"a":1}\n\n: still here\n\ndata: 2\n\n'), [
    { event: 'fault', id: '7', data: { a: 1 } },
    { event: 'message', id: undefined, data: 2 },
  ]);
});
