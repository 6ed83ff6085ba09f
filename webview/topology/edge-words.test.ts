import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgeWords } from './edge-words.ts';
import type { ShownEdge } from './remember.ts';

const call: ShownEdge = {
  ...{ from: 'a', to: 'b', kind: 'call', transport: null, receivedRps: null, isQuiet: false },
  ...{ rps: 10, errorPercent: 0, p95Ms: 12, faults: [] },
};
const message: ShownEdge = {
  ...call,
  ...{ kind: 'message', transport: 'udp', rps: 5, receivedRps: 4, p95Ms: null },
};

test('calls have errors and latency', () => {
  const { rate, detail, label } = edgeWords(call, []);
  assert.deepEqual([rate, detail], ['10 /s', '0 % err · p95 12 ms']);
  assert.equal(label, 'Calls from a to b: 10 /s 0 % err · p95 12 ms');
});

test('messages say that they go one way, what carries them, and what was received of them', () => {
  const { rate, detail, style, label } = edgeWords(message, []);
  assert.deepEqual([rate, detail, style], ['UDP one way · 5 /s', '4 /s received', 'message']);
  assert.match(label, /^Messages from a to b: /);
});

test('what is not known of messages is not told', () => {
  const { rate, detail } = edgeWords({ ...message, transport: null, receivedRps: null }, []);
  assert.deepEqual([rate, detail], ['one way · 5 /s', '']);
  assert.equal(edgeWords({ ...message, errorPercent: 50 }, []).detail, '4 /s received · 50 % not sent');
  assert.equal(edgeWords({ ...message, isQuiet: true }, []).rate, 'UDP one way · none');
});
