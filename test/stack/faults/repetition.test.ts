import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach, before } from 'node:test';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { killApi, startApi } from '../support/platform-api.ts';
import { removeNode, startNode } from '../support/test-node.ts';

const node = { name: 'repetition', limits: ['--memory', '96m'] };
const targets = { nodes: [node.name] };

before(async () => {
  await removeNode(node);
  await startNode(node);
  await sleep(1_000);
});
afterEach(async () => {
  await startApi();
  await halt();
});
after(() => removeNode(node));

test('a pause that is repeated is told event by event, and ends like any other', async () => {
  const params = { everySeconds: 3, holdSeconds: 1.5, jitterSeconds: 0.5, seed: 4 };
  const { id } = await injectFault({
    kind: 'pause',
    params,
    targets,
    durationSeconds: 8.6,
    driver: 'engine',
  });
  const { evidence, endReason } = await waitForFault(id, 'ended');
  assert.equal(endReason, 'expired');
  const phases = evidence.map(({ phase, observed }) => `${phase}: ${observed.slice(0, 13)}`);
  const once = ['apply: state paused,', 'end: state running'];
  // The fault itself ends between the third and the fourth.
  assert.deepEqual(phases, [...once, ...once, ...once, 'end: state running']);
  assert.ok(evidence.every(({ holds }) => holds));
});

test('each repeated restart is a new process', async () => {
  const params = { everySeconds: 3, graceSeconds: 0 };
  const { id } = await injectFault({
    kind: 'restart',
    params,
    targets,
    durationSeconds: 8,
    driver: 'engine',
  });
  const { evidence } = await waitForFault(id, 'ended');
  const starts = evidence.filter(({ phase }) => phase === 'apply').map(({ observed }) => observed);
  assert.equal(starts.length, 3);
  assert.equal(new Set(starts).size, 3, starts.join('\n'));
});

test('a platform that comes back goes on with the repetition, and lets go of what it should have', async () => {
  const params = { everySeconds: 30, holdSeconds: 3 };
  const { id } = await injectFault({ kind: 'pause', params, targets, durationSeconds: 60, driver: 'engine' });
  await killApi();
  await sleep(3_000);
  await startApi();
  await sleep(1_000);
  assert.equal((await client('nodeGet', { params: { name: node.name } })).state, 'running');
  assert.equal((await client('faultGet', { params: { id } })).state, 'active');
});

test('repetitions that would overlap are refused', async () => {
  const params = { everySeconds: 3, holdSeconds: 2, jitterSeconds: 1 };
  await assert.rejects(client('faultCreate', { body: { kind: 'pause', params, targets } }), {
    code: 'invalid-request',
  });
});
