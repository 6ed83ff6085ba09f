import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsOf } from './edges.ts';
import type { CallSamples, Sample } from './samples.ts';

const none: CallSamples = {
  calls: [],
  failed: [],
  p95: [],
  sent: [],
  sendFailed: [],
  received: [],
  load: [],
  loadFailed: [],
  loadP95: [],
  served: [],
};
const call = (node: string, server_address: string, value: number): Sample => ({
  labels: { node, server_address },
  value,
});
const served = (node: string, value: number): Sample => ({ labels: { node }, value });
const answered = { kind: 'call', transport: null, receivedRps: null } as const;
const message = (node: string, server_address: string, network_transport: string, value: number): Sample => ({
  labels: { node, server_address, network_transport },
  value,
});
const same = (address: string): string => address;
const noRun = (): undefined => undefined;

test('an edge has the rate, the share of errors and the latency that its caller saw', () => {
  const samples = {
    ...none,
    calls: [call('a', 'b', 20)],
    failed: [call('a', 'b', 5)],
    p95: [call('a', 'b', 0.25)],
  };
  assert.deepEqual(callsOf(samples, same, noRun), [
    { from: 'a', to: 'b', ...answered, rps: 20, errorPercent: 25, p95Ms: 250 },
  ]);
});

test('an edge that was not called lately stays, without errors or latency', () => {
  const samples = { ...none, calls: [call('a', 'b', 0)] };
  assert.deepEqual(callsOf(samples, same, noRun), [
    { from: 'a', to: 'b', ...answered, rps: 0, errorPercent: null, p95Ms: null },
  ]);
});

test('a node that is called by name and by address is one', () => {
  const samples = {
    ...none,
    calls: [call('a', 'b', 1), call('a', '172.20.0.3', 2)],
    p95: [call('a', 'b', 0.1), call('a', '172.20.0.3', 0.3)],
  };
  const calls = callsOf(samples, (address) => (address === '172.20.0.3' ? 'b' : address), noRun);
  assert.deepEqual(calls, [{ from: 'a', to: 'b', ...answered, rps: 3, errorPercent: 0, p95Ms: 300 }]);
});

test('k6 calls the host of its run, or the one in the name of the request', () => {
  const load = (run: string, name: string, value: number): Sample => ({ labels: { run, name }, value });
  const samples = {
    ...none,
    load: [load('r-1', 'POST /api', 10), load('r-2', 'POST b/api', 3), load('r-3', 'POST /api', 1)],
    loadFailed: [load('r-1', 'POST /api', 1)],
  };
  const calls = callsOf(samples, same, (run) => (run === 'r-1' ? 'a' : undefined));
  assert.deepEqual(
    calls.map(({ from, to, rps, errorPercent }) => [from, to, rps, errorPercent]),
    [
      ['load', 'a', 10, 10],
      ['load', 'b', 3, 0],
    ],
  );
});

test('what a node served beyond its known callers came from outside', () => {
  const calls = callsOf(
    { ...none, calls: [call('a', 'b', 5)], served: [served('a', 2), served('b', 5.4)] },
    same,
    noRun,
  );
  assert.deepEqual(
    calls.map(({ from, to, rps }) => [from, to, rps]),
    [
      ['a', 'b', 5],
      ['outside', 'a', 2],
    ],
  );
});

test('a value that is no number adds nothing', () => {
  const samples = { ...none, calls: [call('a', 'b', 1)], p95: [call('a', 'b', Number.NaN)] };
  assert.equal(callsOf(samples, same, noRun)[0]?.p95Ms, null);
});

test('messages are an edge with both rates, and no latency, because nobody answers', () => {
  const samples = {
    ...none,
    calls: [call('s', 'b', 1)],
    sent: [message('s', 'b', 'udp', 5), message('s', '172.20.0.3', 'udp', 3)],
    sendFailed: [message('s', 'b', 'udp', 2)],
    received: [served('b', 6)],
  };
  const calls = callsOf(samples, (address) => (address === '172.20.0.3' ? 'b' : address), noRun);
  assert.deepEqual(calls[1], {
    ...{ from: 's', to: 'b', kind: 'message', transport: 'udp' },
    ...{ rps: 8, receivedRps: 6, errorPercent: 25, p95Ms: null },
  });
  assert.equal(calls[0]?.kind, 'call', 'calls between the same two are an edge of their own');
});

test('what was received is not told where it cannot be known who sent it', () => {
  const sent = [message('s', 'b', 'udp', 5), message('t', 'b', '', 5), message('t', 'c', 'tcp', 1)];
  const calls = callsOf({ ...none, sent, received: [served('b', 9)] }, same, noRun);
  assert.deepEqual(
    calls.map(({ from, to, transport, receivedRps }) => [from, to, transport, receivedRps]),
    [
      ['s', 'b', 'udp', null],
      ['t', 'b', null, null],
      ['t', 'c', 'tcp', null],
    ],
  );
});
