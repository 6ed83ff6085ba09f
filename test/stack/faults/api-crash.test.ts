import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { afterEach } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { killApi, startApi } from '../support/platform-api.ts';
import { answersAgain, messageB, sendMessage } from '../support/requests.ts';

afterEach(async () => {
  await startApi();
  await halt();
});

test('an API that is killed and comes back before the deadline ends the fault at the deadline', async () => {
  const fault = await injectFault({
    kind: 'pause',
    targets: { nodes: ['service-b'] },
    durationSeconds: 8,
    driver: 'engine',
  });
  await killApi();
  assert.equal((await sendMessage(messageB)).failure, 'timeout', 'the fault goes on without the API');
  await startApi();

  const found = await client('faultGet', { params: { id: fault.id } });
  assert.equal(found.state, 'active');
  assert.equal(found.endsAt, fault.endsAt);
  const ended = await waitForFault(fault.id, 'ended');
  assert.equal(ended.endReason, 'expired');
  await answersAgain(messageB);
});

test('an API that is killed and comes back after the deadline ends the fault at once', async () => {
  const fault = await injectFault({
    kind: 'stop',
    targets: { nodes: ['service-b'] },
    durationSeconds: 2,
    driver: 'engine',
  });
  await killApi();
  await sleep(3_000);
  await startApi();
  const ended = await waitForFault(fault.id, 'ended');
  assert.equal(ended.evidence.at(-1)?.holds, true);
  await answersAgain(messageB);
});

test('traffic goes on while the API is away, and its results are found again', async () => {
  const run = await client('trafficStart', {
    body: { targetUrl: 'http://service-a/api/message-a', rps: 5, durationSeconds: 6 },
  });
  await killApi();
  await startApi();
  const ended = await eventually(
    'the end of the run',
    async () => {
      const found = await client('trafficGet', { params: { id: run.id } });
      return found.state === 'running' ? undefined : found;
    },
    30_000,
  );
  assert.equal(ended.state, 'finished');
  assert.ok(ended.requests >= 28, `${ended.requests} of 30 requests`);
});
