import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import type { Delivery } from '../../contract/delivery.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import { messageId } from '../../contract/message.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { createEventHub } from '../events/hub.ts';
import { createDeliveries } from './deliveries.ts';

const startMs = Date.UTC(2026, 0, 1);
const startedAt = new Date(startMs).toISOString();
const node = (name: string, more: Partial<Node> = {}): Node =>
  ({ name, state: 'running', startedAt, exitCode: null, ...more }) as Node;
const run = {
  id: 'r-abc',
  createdAt: startedAt,
  startedAt,
  endedAt: null,
  state: 'running',
  targetUrl: 'http://service-a/api/message-a',
  requests: 0,
} as unknown as TrafficRun;

function setUp(t: TestContext, kept: Delivery[] = [], bornMs = startMs) {
  mock.timers.enable({ apis: ['Date', 'setInterval', 'setTimeout'], now: bornMs });
  const hub = createEventHub(() => new Date());
  const journal: Delivery[] = [];
  const nodes = new Map([node('service-a'), node('service-b')].map((each) => [each.name, each]));
  const faults: Fault[] = [];
  const sent: Delivery[] = [];
  hub.subscribe(({ event }) => event.type === 'delivery' && sent.push(event.delivery));
  const deliveries = createDeliveries({
    journal: {
      deliveries: () => kept,
      record: (entry) => Promise.resolve(void journal.push(entry.value as Delivery)),
    },
    hub,
    faults: () => faults,
    nodes: () => [...nodes.values()],
    readCollector: () => Promise.resolve(undefined),
    now: () => new Date(),
    log: () => undefined,
  });
  t.after(() => {
    deliveries.close();
    mock.timers.reset();
  });

  let spanId = 0;
  const arrive = (name: string, sequence: number, effect?: string): void => {
    const nowMs = Date.now();
    const at = { node: name, service: name, startMs: nowMs, endMs: nowMs + 3, traceId: '0'.repeat(32) };
    deliveries.takeSpan({ ...at, message: messageId(run.id, sequence), effect, spanId: (spanId += 1) });
  };
  /** The generator tells of a message that was answered, 5 ms after its attempt. */
  const acknowledge = (sequence: number, endedMs = Date.now()): void => {
    const outcome = { outcome: 'acknowledged', millis: 5, failure: undefined } as const;
    deliveries.told(run.id, { type: 'outcome', sequence, ...outcome }, endedMs);
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    deliveries,
    start: (): void => deliveries.started(run),
    acknowledge,
    hub,
    nodes,
    faults,
    journal,
    sent,
    arrive,
    /** A message that goes all the way. */
    pass(sequence: number): void {
      acknowledge(sequence);
      arrive('service-a', sequence);
      arrive('service-b', sequence, 'applied');
    },
    change(changed: Node): void {
      nodes.set(changed.name, changed);
      hub.publish({ type: 'node', node: changed });
    },
    async seconds(count: number): Promise<void> {
      for (let second = 0; second < count; second++) {
        await settle();
        mock.timers.tick(1_000);
        await settle();
      }
    },
    async finish(requests: number, isToldAll = true): Promise<void> {
      const endedAt = new Date().toISOString();
      await deliveries.ended({ ...run, state: 'finished', endedAt, requests }, isToldAll);
    },
  };
}

test('a run in which every message arrives ends with exactly once, and both nodes are counted', async (t) => {
  const lab = setUp(t);
  lab.start();
  for (let sequence = 0; sequence < 20; sequence++) lab.pass(sequence);
  await lab.seconds(2);
  assert.equal(lab.deliveries.get(run.id).verdict.exactlyOnce, 'unknown');
  await lab.finish(20);
  await lab.seconds(8);
  const delivery = lab.deliveries.get(run.id);
  assert.equal(delivery.phase, 'final');
  assert.equal(delivery.verdict.exactlyOnce, 'true');
  assert.deepEqual(delivery.sinks, ['service-b']);
  assert.deepEqual(
    delivery.perNode.map(({ node, delivered, effects }) => ({ node, delivered, effects })),
    [
      { node: 'service-a', delivered: 20, effects: 0 },
      { node: 'service-b', delivered: 20, effects: 20 },
    ],
  );
  assert.deepEqual(
    lab.journal.map(({ phase }) => phase),
    ['draining', 'final'],
  );
  assert.deepEqual(lab.journal.at(-1), delivery);
});

test('an event is sent at most once a second, and none when nothing changes', async (t) => {
  const lab = setUp(t);
  lab.start();
  await lab.seconds(1);
  const before = lab.sent.length;
  for (let second = 0; second < 3; second++) {
    for (let each = 0; each < 50; each++) lab.pass(second * 50 + each);
    await lab.seconds(1);
  }
  assert.ok(lab.sent.length - before <= 4);
  const after = lab.sent.length;
  await lab.seconds(5);
  assert.equal(lab.sent.length, after);
});

test('a missing message is suspected, then lost when the system has drained', async (t) => {
  const lab = setUp(t);
  lab.start();
  for (let sequence = 0; sequence < 10; sequence++) lab.pass(sequence);
  lab.acknowledge(10);
  await lab.seconds(7);
  assert.equal(lab.deliveries.get(run.id).suspectedLost, 1);
  await lab.finish(11);
  await lab.seconds(10);
  assert.equal(lab.deliveries.get(run.id).confirmedLost, 0, 'not before the system is quiet');
  await lab.seconds(8);
  const { confirmedLost, verdict, examples } = lab.deliveries.get(run.id);
  assert.equal(confirmedLost, 1);
  assert.deepEqual([verdict.atLeastOnce, verdict.atMostOnce], ['false', 'true']);
  assert.deepEqual(
    examples.lost.map(({ message }) => message),
    ['r-abc-10'],
  );
});

test('a sink that was killed makes unknown what it may hide, and lost what came after it', async (t) => {
  const lab = setUp(t);
  lab.start();
  for (let sequence = 0; sequence < 10; sequence++) lab.pass(sequence);
  lab.change(node('service-b'));
  lab.acknowledge(10);
  await lab.seconds(1);
  lab.change(node('service-b', { state: 'stopped', exitCode: 137 }));
  await lab.seconds(1);
  lab.change(node('service-b', { startedAt: new Date().toISOString() }));
  await lab.finish(11);
  await lab.seconds(20);
  const unsure = lab.deliveries.get(run.id);
  assert.equal(unsure.verdict.atLeastOnce, 'unknown');
  assert.match(unsure.verdict.reason, /service-b ended with exit code 137/);
  assert.deepEqual([unsure.possiblyHidden, unsure.confirmedLost], [1, 0]);
});

test('a fault that is active holds the end back', async (t) => {
  const lab = setUp(t);
  const fault = { kind: 'pause', targets: ['service-b'], state: 'active', endedAt: null } as unknown as Fault;
  lab.start();
  lab.pass(0);
  lab.faults.push(fault);
  await lab.finish(1);
  await lab.seconds(60);
  assert.equal(lab.deliveries.get(run.id).waitsFor, 'the end of the fault "pause" on service-b');
  lab.faults[0] = { ...fault, state: 'ended', endedAt: new Date().toISOString() };
  await lab.seconds(7);
  assert.equal(lab.deliveries.get(run.id).verdict.exactlyOnce, 'true');
});

test('a sink that is cut off from the first message on is missed, because earlier runs knew it', async (t) => {
  const lab = setUp(t);
  lab.start();
  lab.pass(0);
  await lab.finish(1);
  await lab.seconds(8);
  const earlier = { ...lab.deliveries.get(run.id), id: 'r-earlier' };
  mock.timers.reset();

  const later = setUp(t, [earlier]);
  later.start();
  later.acknowledge(0);
  later.arrive('service-a', 0);
  await later.finish(1);
  await later.seconds(20);
  const delivery = later.deliveries.get(run.id);
  assert.deepEqual([delivery.verdict.atLeastOnce, delivery.confirmedLost], ['false', 1]);
});

test('a platform that was restarted in the run does not take what it has forgotten for lost', async (t) => {
  const lab = setUp(t, [], startMs + 30_000);
  lab.start();
  for (let sequence = 0; sequence < 5; sequence++) lab.acknowledge(sequence, startMs + 1_000);
  for (let sequence = 5; sequence < 9; sequence++) lab.pass(sequence);
  await lab.finish(9);
  await lab.seconds(20);
  const { verdict, possiblyHidden, confirmedLost } = lab.deliveries.get(run.id);
  assert.deepEqual([possiblyHidden, confirmedLost, verdict.atLeastOnce], [5, 0, 'unknown']);
  assert.match(verdict.reason, /the platform was restarted/);
});

test('words of the generator that could not be read leave the account open to doubt', async (t) => {
  const lab = setUp(t);
  lab.start();
  lab.pass(0);
  await lab.finish(1, false);
  await lab.seconds(8);
  const { verdict } = lab.deliveries.get(run.id);
  assert.equal(verdict.atLeastOnce, 'unknown');
  assert.match(verdict.reason, /the generator's words could not all be read/);
});

test('messages of a run that nobody counts are passed over, and its account is not found', (t) => {
  const lab = setUp(t);
  lab.arrive('service-b', 1, 'applied');
  assert.throws(() => lab.deliveries.get(run.id), { code: 'run-not-found' });
});

test('an account that a crash cut short is told as it stood, with a verdict of unknown', async (t) => {
  const lab = setUp(t);
  lab.start();
  lab.pass(0);
  await lab.finish(1);
  const [cutShort] = lab.journal;
  assert.equal(cutShort?.phase, 'draining');
  mock.timers.reset();

  const later = setUp(t, lab.journal.slice(0, 1));
  const { phase, effects, verdict } = later.deliveries.get(run.id);
  assert.deepEqual([phase, effects, verdict.exactlyOnce], ['final', 1, 'unknown']);
  assert.match(verdict.reason, /restarted before the account was final/);
});
