import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fault, FaultRequestInput } from '../../contract/faults/fault.ts';
import type { Problem } from '../../contract/problems.ts';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { startPlatform } from '../support/platform.ts';

const pauseB: FaultRequestInput = { kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'engine' };

function statesOf(fault: Fault): string[] {
  return fault.steps.map(({ state }) => state);
}

test('a fault is accepted at once, becomes active on evidence and ends on evidence when it is deleted', async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body: pauseB });
  assert.equal(answer.status, 202);
  const created = answer.json as Fault;
  assert.equal(created.state, 'starting');
  assert.equal(created.activeAt, null);
  assert.deepEqual(created.evidence, []);
  assert.deepEqual(created.targets, ['service-b']);

  const active = await faultIn(platform, created.id, 'active');
  assert.equal(platform.engine.node('service-b').state, 'paused');
  assert.equal(active.evidence.length, 1);
  const [applied] = active.evidence;
  assert.equal(applied?.phase, 'apply');
  assert.equal(applied.expected, 'state paused');
  assert.match(applied.observed, /^state paused/);
  assert.equal(applied.holds, true);

  const ended = await platform.ask({ method: 'DELETE', path: `/api/faults/${created.id}` });
  assert.equal(ended.status, 202);
  const fault = ended.json as Fault;
  assert.equal(fault.state, 'ended');
  assert.equal(fault.endReason, 'deleted');
  assert.equal(fault.problem, null);
  assert.deepEqual(statesOf(fault), ['starting', 'active', 'ending', 'ended']);
  assert.deepEqual(
    fault.evidence.map(({ phase, expected, holds }) => [phase, expected, holds]),
    [
      ['apply', 'state paused', true],
      ['end', 'state running', true],
    ],
  );
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('every step is timed from the request on, in order', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, pauseB);
  const fault = (await platform.call('faultEnd', { params: { id } })) as Fault;
  const times = fault.steps.map(({ time }) => time);
  assert.deepEqual(times, [...times].sort());
  for (const { time, sinceCreatedMs } of fault.steps) {
    assert.equal(sinceCreatedMs, Date.parse(time) - Date.parse(fault.createdAt));
  }
  assert.equal(fault.activeAt, fault.steps[1]?.time);
  assert.equal(fault.endedAt, fault.steps[3]?.time);
});

test('a fault ends by itself after its duration, counted from when it became active', async (t) => {
  const platform = await startPlatform(t);
  const active = await activeFault(platform, { ...pauseB, durationSeconds: 0.4 });
  assert.equal(Date.parse(active.endsAt) - Date.parse(active.activeAt ?? ''), 400);
  const ended = await faultIn(platform, active.id, 'ended');
  assert.equal(ended.endReason, 'expired');
  assert.ok(Date.parse(ended.endedAt ?? '') >= Date.parse(active.endsAt), 'it ended too early');
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('a fault that is over cannot be ended again', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, pauseB);
  await platform.call('faultEnd', { params: { id } });
  const again = await platform.ask({ method: 'DELETE', path: `/api/faults/${id}` });
  assert.equal(again.status, 409);
  const problem = again.json as Problem;
  assert.equal(problem.code, 'fault-already-over');
  assert.match(problem.detail ?? '', new RegExp(id));
});

test('a fault that does not exist is a problem of its own', async (t) => {
  const platform = await startPlatform(t);
  for (const method of ['GET', 'DELETE']) {
    const answer = await platform.ask({ method, path: '/api/faults/f-unknown1' });
    assert.equal(answer.status, 404);
    assert.equal((answer.json as Problem).code, 'fault-not-found');
  }
});

test('two that end the same fault at once end it once', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, pauseB);
  const end = () => platform.ask({ method: 'DELETE', path: `/api/faults/${id}` });
  const answers = await Promise.all([end(), end(), end()]);
  assert.ok(answers.every(({ status }) => status === 202 || status === 409));
  const fault = await faultIn(platform, id, 'ended');
  assert.deepEqual(statesOf(fault), ['starting', 'active', 'ending', 'ended']);
});

test('a fault that is deleted while it starts is undone', async (t) => {
  const platform = await startPlatform(t);
  const release = platform.engine.gate.hold('pause service-b');
  const { id } = await createFault(platform, pauseB);
  const deleting = platform.call('faultEnd', { params: { id } });
  release();
  assert.equal((await deleting).state, 'ended');
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('halt ends every fault and says that nothing is left', async (t) => {
  const platform = await startPlatform(t);
  await activeFault(platform, pauseB);
  await activeFault(platform, { kind: 'stop', targets: { nodes: ['service-a'] }, driver: 'engine' });
  const answer = await platform.ask({ method: 'DELETE', path: '/api/faults' });
  assert.equal(answer.status, 200);
  const { faults, healed } = answer.json as { faults: Fault[]; healed: boolean };
  assert.equal(healed, true);
  assert.deepEqual(
    faults.map(({ state, endReason }) => [state, endReason]),
    [
      ['ended', 'halted'],
      ['ended', 'halted'],
    ],
  );
  assert.equal(platform.engine.node('service-a').state, 'running');
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('halt without faults changes nothing', async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({ method: 'DELETE', path: '/api/faults' });
  assert.deepEqual(answer.json, { faults: [], healed: true });
});

test('halt says that something is left when it is', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, pauseB);
  platform.engine.gate.fail('resume service-b', 1);
  const { faults, healed } = await platform.call('faultHalt', {});
  assert.equal(healed, false);
  assert.equal(faults[0]?.state, 'ending');
  assert.match(faults[0].problem?.detail ?? '', /service-b/);
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.endReason, 'halted');
});

test('a dry run says what would be done and does nothing', async (t) => {
  const platform = await startPlatform(t);
  const targets = { nodes: ['service-a', 'service-b'] };
  const body = { kind: 'stop', params: { graceSeconds: 7 }, targets, driver: 'engine', dryRun: true };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json, {
    dryRun: true,
    kind: 'stop',
    targets: ['service-a', 'service-b'],
    driver: 'engine',
    driverReason: 'Asked for by name.',
    commands: [
      { node: 'service-a', command: 'docker stop --time 7 service-a' },
      { node: 'service-b', command: 'docker stop --time 7 service-b' },
    ],
  });
  assert.deepEqual((await platform.call('faultList', {})).faults, []);
  assert.equal(platform.engine.node('service-a').state, 'running');
  assert.ok(!platform.engine.calls.some((call) => /^(stop|pause|start-job) /.test(call)));
});

test('a dry run is refused for the same reasons as the fault itself', async (t) => {
  const platform = await startPlatform(t);
  const body = { kind: 'pause', targets: { nodes: ['service-x'] }, dryRun: true };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 404);
});

test('faults are listed newest first, with the nodes that they are on', async (t) => {
  const platform = await startPlatform(t);
  const first = await activeFault(platform, pauseB);
  const second = await activeFault(platform, { ...pauseB, targets: { nodes: ['service-a'] } });
  const { faults } = await platform.call('faultList', {});
  assert.deepEqual(
    faults.map(({ id }) => id),
    [second.id, first.id],
  );
  const { nodes } = await platform.call('nodeList', {});
  assert.deepEqual(
    nodes.map(({ name, faults: ids }) => [name, ids]),
    [
      ['service-a', [second.id]],
      ['service-b', [first.id]],
    ],
  );
});

test('defaults are filled in and shown', async (t) => {
  const platform = await startPlatform(t);
  const fault = await createFault(platform, { kind: 'stop', targets: { nodes: ['service-b'] } });
  assert.deepEqual(fault.params, { graceSeconds: 5 });
  assert.equal(fault.durationSeconds, 60);
  assert.deepEqual(fault.selection, { nodes: ['service-b'], seed: 1 });
});
