import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { createEventHub } from '../events/hub.ts';
import { changesOf, rememberNodeEvents } from './node-events.ts';
import { createTimeline, faultLife, runLife } from './timeline.ts';

const at = (second: number): string => new Date(second * 1000).toISOString();

function node(fields: Partial<Node> = {}): Node {
  const usual = { name: 'service-a', state: 'running', health: 'healthy', startedAt: at(1), exitCode: null };
  return { ...usual, ...fields } as Node;
}

const fault = {
  id: 'f-1234',
  kind: 'latency',
  targets: ['service-b'],
  state: 'ended',
  createdAt: at(100),
  endedAt: at(120),
  steps: [
    { state: 'starting', time: at(100), sinceCreatedMs: 0 },
    { state: 'active', time: at(101), sinceCreatedMs: 1_000 },
    { state: 'ending', time: at(119), sinceCreatedMs: 19_000 },
    { state: 'ended', time: at(120), sinceCreatedMs: 20_000 },
  ],
  evidence: [],
} as unknown as Fault;

const run = {
  id: 'r-1234',
  name: 'a run',
  state: 'running',
  targetUrl: 'http://service-a/',
  createdAt: at(90),
  startedAt: at(91),
  endedAt: null,
} as unknown as TrafficRun;

const happenings = (before: Node | undefined, after: Node): string[] =>
  changesOf(before, after).map(({ what }) => what);

test('what happens between two states of a node', () => {
  const stopped = node({ state: 'stopped', exitCode: 137 });
  assert.deepEqual(happenings(undefined, node()), ['joined']);
  assert.deepEqual(happenings(node(), node()), []);
  assert.deepEqual(changesOf(node(), stopped), [{ what: 'died', detail: 'exit code 137' }]);
  assert.deepEqual(happenings(stopped, node({ startedAt: at(9) })), ['started']);
  assert.deepEqual(happenings(node(), node({ startedAt: at(9) })), ['restarted']);
  assert.deepEqual(happenings(node(), node({ state: 'paused' })), ['paused']);
  assert.deepEqual(happenings(node({ state: 'paused' }), node()), ['resumed']);
  assert.deepEqual(happenings(node(), node({ health: 'unhealthy' })), ['unhealthy']);
  assert.deepEqual(happenings(node(), node({ state: 'missing', health: 'none' })), ['removed']);
});

test('the oldest happenings make room for new ones, and it is said since when all are known', () => {
  let second = 1;
  const now = (): Date => new Date(second * 1000);
  const hub = createEventHub(now);
  const events = rememberNodeEvents(hub, now, 3);
  assert.equal(events.since, at(1));
  for (const state of ['running', 'paused', 'running', 'paused', 'running'] as const) {
    second += 1;
    hub.publish({ type: 'node', node: node({ state }) });
  }
  assert.deepEqual(
    events.list().map(({ time, what }) => [time, what]),
    [
      [at(4), 'resumed'],
      [at(5), 'paused'],
      [at(6), 'resumed'],
    ],
  );
  assert.equal(events.since, at(3));
});

test('the phases of a fault follow one another', () => {
  assert.deepEqual(faultLife(fault).phases, [
    { name: 'starting', from: at(100), to: at(101) },
    { name: 'active', from: at(101), to: at(119) },
    { name: 'ending', from: at(119), to: at(120) },
  ]);
});

test('a run that goes on has no end', () => {
  assert.deepEqual(runLife(run).phases, [
    { name: 'planned', from: at(90), to: at(91) },
    { name: 'running', from: at(91), to: null },
  ]);
});

test('only what touches the time is told', () => {
  const nodeEvents = {
    since: at(0),
    list: () => [{ time: at(95), node: 'service-a', what: 'died' as const, detail: null }],
    close: () => undefined,
  };
  const timeline = createTimeline({
    faults: () => [fault],
    runs: () => [run],
    nodeEvents,
    now: () => new Date(130_000),
  });
  const counts = (start?: number, end?: number): number[] => {
    const { faults, runs, nodeEvents: events } = timeline({ start, end });
    return [faults.length, runs.length, events.length];
  };
  assert.deepEqual(counts(), [1, 1, 1]);
  assert.deepEqual(counts(121, 125), [0, 1, 0]);
  assert.deepEqual(counts(50, 89), [0, 0, 0]);
  assert.deepEqual(counts(94, 96), [0, 1, 1]);
});
