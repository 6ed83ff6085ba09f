import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { lacksDriver } from '../support/drivers.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { answersAgain, messageA, messageB, sendMessage } from '../support/requests.ts';

afterEach(halt);

/** Both ways of doing the faults of a node's life must look the same from outside. */
for (const driver of ['engine', 'pumba'] as const) {
  test(`${driver}: a paused node answers nobody, and goes on afterwards`, async (t) => {
    if (await lacksDriver(t, driver)) return;
    const fault = await injectFault({ kind: 'pause', targets: { nodes: ['service-b'] }, driver });
    assert.equal(fault.evidence.at(-1)?.observed.startsWith('state paused'), true);
    assert.equal((await sendMessage(messageB)).failure, 'timeout');
    assert.equal((await stateOf('service-b')).state, 'paused');

    await client('faultEnd', { params: { id: fault.id } });
    await answersAgain(messageB);
  });

  test(`${driver}: a fault ends by itself when its time is over`, async (t) => {
    if (await lacksDriver(t, driver)) return;
    const targets = { labels: { tier: 'backend' } };
    const fault = await injectFault({ kind: 'pause', targets, durationSeconds: 2, driver });
    assert.deepEqual(fault.targets, ['service-b']);
    assert.equal((await sendMessage(messageB)).failure, 'timeout');

    const ended = await waitForFault(fault.id, 'ended');
    assert.equal(ended.endReason, 'expired');
    assert.equal(ended.evidence.at(-1)?.holds, true);
    assert.equal((await sendMessage(messageB)).status, 200);
  });

  test(`${driver}: a stopped node refuses connections, and its caller says so`, async (t) => {
    if (await lacksDriver(t, driver)) return;
    const fault = await injectFault({ kind: 'stop', targets: { nodes: ['service-b'] }, driver });
    assert.equal((await sendMessage(messageB)).status, undefined);
    const throughA = await sendMessage(messageA, 10_000);
    assert.ok((throughA.status ?? 0) >= 502, `ServiceA answered ${throughA.status}`);

    await client('faultEnd', { params: { id: fault.id } });
    await answersAgain(messageB);
    await answersAgain(messageA);
  });

  test(`${driver}: a killed node comes back when the fault ends`, async (t) => {
    if (await lacksDriver(t, driver)) return;
    const before = await stateOf('service-b');
    const fault = await injectFault({
      kind: 'kill',
      params: { signal: 'SIGKILL' },
      targets: { nodes: ['service-b'] },
      durationSeconds: 2,
      driver,
    });
    assert.deepEqual(await stateOf('service-b').then(({ state, exitCode }) => ({ state, exitCode })), {
      state: 'stopped',
      exitCode: 137,
    });
    await waitForFault(fault.id, 'ended');
    await answersAgain(messageB);
    assert.notEqual((await stateOf('service-b')).startedAt, before.startedAt);
  });

  test(`${driver}: a restarted node is a new process, and the fault is over at once`, async (t) => {
    if (await lacksDriver(t, driver)) return;
    const before = await stateOf('service-b');
    const fault = await injectFault({ kind: 'restart', targets: { nodes: ['service-b'] }, driver });
    const ended = await waitForFault(fault.id, 'ended');
    assert.equal(ended.endReason, 'completed');
    await answersAgain(messageB);
    assert.notEqual((await stateOf('service-b')).startedAt, before.startedAt);
  });
}

test('a node that a signal has halted is continued at the end', async () => {
  const fault = await injectFault({
    kind: 'kill',
    params: { signal: 'SIGSTOP' },
    targets: { nodes: ['service-b'] },
    driver: 'engine',
  });
  assert.equal((await sendMessage(messageB)).failure, 'timeout');
  await client('faultEnd', { params: { id: fault.id } });
  await answersAgain(messageB);
});

test('of two overlapping pauses, the first to end does not undo the other', async () => {
  const first = await injectFault({ kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'engine' });
  const second = await injectFault({ kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'engine' });
  await client('faultEnd', { params: { id: first.id } });
  assert.equal((await sendMessage(messageB)).failure, 'timeout');
  await client('faultEnd', { params: { id: second.id } });
  await answersAgain(messageB);
});

test('halt ends everything and shows that nothing is left', async () => {
  await injectFault({ kind: 'pause', targets: { nodes: ['service-a'] }, driver: 'engine' });
  await injectFault({ kind: 'stop', targets: { nodes: ['service-b'] }, driver: 'engine' });
  const { faults, healed } = await client('faultHalt', {});
  assert.equal(healed, true);
  assert.deepEqual(
    faults.map(({ state, endReason }) => ({ state, endReason })),
    [
      { state: 'ended', endReason: 'halted' },
      { state: 'ended', endReason: 'halted' },
    ],
  );
  await answersAgain(messageA);
});

async function stateOf(name: string) {
  return client('nodeGet', { params: { name } });
}
