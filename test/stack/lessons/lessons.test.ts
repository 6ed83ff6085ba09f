import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach } from 'node:test';
import type { Delivery } from '../../../contract/delivery.ts';
import { deliver } from '../support/deliveries.ts';
import { setDemonstration } from '../support/demonstration.ts';
import { client, halt, injectFault } from '../support/platform.ts';

afterEach(halt);
after(() => setDemonstration({}));

const serviceB = { nodes: ['service-b'] };
const serviceA = { nodes: ['service-a'] };

/** Loses most of what ServiceB answers to ServiceA: requests arrive, and the client does not learn of it. */
async function loseAnswers(seconds: number): Promise<void> {
  const fault = await injectFault({
    kind: 'loss',
    params: { percent: 70 },
    targets: serviceB,
    peers: serviceA,
    direction: 'egress',
  });
  await sleep(seconds * 1_000);
  await client('faultEnd', { params: { id: fault.id } });
}

async function cutOff(seconds: number): Promise<void> {
  const fault = await injectFault({ kind: 'partition', targets: serviceB, peers: serviceA });
  await sleep(seconds * 1_000);
  await client('faultEnd', { params: { id: fault.id } });
}

test('lesson 1: without a fault, every message takes effect exactly once', async () => {
  await setDemonstration({});
  const seen = await deliver({});
  assert.equal(seen.attempts, 240);
  assert.equal(seen.acknowledged, 240);
  assert.equal(seen.effects, 240);
  assertVerdict(seen, { atMostOnce: 'true', atLeastOnce: 'true', exactlyOnce: 'true' });
});

test('lesson 2: lost answers and retries make duplicates, where the receiver is not idempotent', async () => {
  await setDemonstration({ RETRIES: '10', RETRY_BACKOFF_MS: '50', CLIENT_TIMEOUT_MS: '300' });
  const seen = await deliver({ meanwhile: () => loseAnswers(6) });
  assert.ok(seen.duplicateEffects > 0, 'some messages took effect twice');
  assertVerdict(seen, { atMostOnce: 'false', atLeastOnce: 'true', exactlyOnce: 'false' });
});

test('lesson 3: an idempotent receiver turns the same duplicates into nothing', async () => {
  await setDemonstration({
    RETRIES: '10',
    RETRY_BACKOFF_MS: '50',
    CLIENT_TIMEOUT_MS: '300',
    IDEMPOTENT_RECEIVER: 'on',
  });
  const seen = await deliver({ meanwhile: () => loseAnswers(6) });
  assert.ok(seen.deduplicated > 0, 'some messages arrived twice and took effect once');
  assert.equal(seen.duplicateEffects, 0);
  assertVerdict(seen, { atMostOnce: 'true', atLeastOnce: 'true', exactlyOnce: 'true' });
});

test('lesson 4: to acknowledge before the work is done loses messages in a partition', async () => {
  await setDemonstration({ ACKNOWLEDGE: 'fire-and-forget', RETRIES: '0', CLIENT_TIMEOUT_MS: '500' });
  const seen = await deliver({ meanwhile: () => cutOff(5) });
  assert.ok(seen.confirmedLost > 0, 'some acknowledged messages are lost');
  assertVerdict(seen, { atMostOnce: 'true', atLeastOnce: 'false', exactlyOnce: 'false' });
});

test('lesson 4, the other way: to acknowledge when it is done loses nothing that was acknowledged', async () => {
  await setDemonstration({ ACKNOWLEDGE: 'synchronous', RETRIES: '0', CLIENT_TIMEOUT_MS: '500' });
  const seen = await deliver({ meanwhile: () => cutOff(5) });
  assert.ok(seen.indeterminate > 0, 'some messages were not acknowledged');
  assert.equal(seen.confirmedLost, 0);
  assert.equal(seen.verdict.atLeastOnce, 'true');
});

test('lesson 5: of a node killed between effect and answer, the verdict says what can be known', async () => {
  await setDemonstration({ ANSWER_DELAY_MS: '200', CLIENT_TIMEOUT_MS: '2000' });
  const seen = await deliver({
    meanwhile: async () => {
      const { id } = await injectFault({ kind: 'kill', params: { signal: 'SIGKILL' }, targets: serviceB });
      await client('faultEnd', { params: { id } });
    },
  });
  assert.ok(seen.blindSpots.length > 0, 'the killed node took telemetry with it');
  assert.notEqual(seen.verdict.exactlyOnce, 'true');
  assert.equal(seen.confirmedLost, 0, 'what may only be unseen is not called lost');
});

function assertVerdict(
  { verdict }: Delivery,
  expected: Pick<Delivery['verdict'], 'atMostOnce' | 'atLeastOnce' | 'exactlyOnce'>,
): void {
  const { atMostOnce, atLeastOnce, exactlyOnce, reason } = verdict;
  assert.deepEqual({ atMostOnce, atLeastOnce, exactlyOnce }, expected, reason);
}
