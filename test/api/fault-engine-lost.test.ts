import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contract/problems.ts';
import { FakeJob } from '../support/fake-job.ts';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { labEngine, startPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';

const pause = { kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'engine' } as const;
const body = { ...pause, targets: { nodes: ['service-b'] } };

test('while the engine is away everything that needs it says so, and the rest still answers', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, body);
  engine.lose('The daemon was stopped.');
  await until('the platform has noticed', async () => {
    return (await platform.ask({ path: '/api/nodes' })).status === 503;
  });
  const needing = [
    { path: '/api/nodes' },
    { path: '/api/nodes/service-a' },
    { path: '/api/nodes/service-a/logs' },
    { path: '/api/capabilities' },
    { method: 'POST', path: '/api/faults', body: pause },
    { method: 'POST', path: '/api/faults', body: { ...pause, dryRun: true } },
    { method: 'POST', path: '/api/traffic/start', body: { targetUrl: 'http://service-a/' } },
  ];
  for (const request of needing) {
    const answer = await platform.ask(request);
    assert.equal(answer.status, 503, request.path);
    const { code, remedy } = answer.json as Problem;
    assert.equal(code, 'engine-unreachable');
    assert.match(remedy, /Start Docker/);
  }
  for (const path of [
    '/api/faults',
    `/api/faults/${id}`,
    '/api/faults/catalog',
    '/api/traffic',
    '/swagger',
  ]) {
    assert.equal((await platform.ask({ path })).status, 200, path);
  }
});

test('a platform that starts without an engine waits for it', async (t) => {
  const engine = labEngine();
  engine.gate.unreachable = 'There is no socket.';
  const platform = await startPlatform(t, { engine });
  const answer = await platform.ask({ path: '/api/nodes' });
  assert.equal(answer.status, 503);
  engine.comeBack();
  await until('the nodes are there', async () => {
    const again = await platform.ask({ path: '/api/nodes' });
    return again.status === 200;
  });
});

test('a platform whose first look at the engine fails looks again', async (t) => {
  const engine = labEngine();
  engine.gate.fail('list-nodes', 1);
  const platform = await startPlatform(t, { engine });
  const { nodes } = await platform.call('nodeList', {});
  assert.equal(nodes.length, 2);
});

test('a node that changed while the engine was away is seen when it is back', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  engine.lose();
  engine.node('service-a').stop();
  engine.removeNode('service-b');
  engine.addNode('service-c');
  engine.comeBack();
  await until('the list is right', async () => {
    const { status, json } = await platform.ask({ path: '/api/nodes' });
    if (status !== 200) return false;
    const { nodes } = json as { nodes: { name: string; state: string }[] };
    return (
      nodes.map(({ name, state }) => `${name} ${state}`).join() === 'service-a stopped,service-c running'
    );
  });
});

test('a fault that was undone while the engine was away is made true again', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, body);
  engine.lose();
  engine.node('service-b').resume();
  engine.comeBack();
  await until('it is paused again', () => engine.node('service-b').state === 'paused');
  await platform.call('faultEnd', { params: { id } });
});

test('a fault whose time comes while the engine is away stays ending and ends when the engine is back', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, { ...body, durationSeconds: 0.3 });
  engine.lose('The daemon was stopped.');
  const ending = await until('the problem is told', async () => {
    const fault = await platform.call('faultGet', { params: { id } });
    return fault.problem !== null && fault;
  });
  assert.equal(ending.state, 'ending');
  assert.match(
    ending.problem?.detail ?? '',
    /Not undone yet, trying again\. service-b.*The daemon was stopped\./,
  );
  engine.comeBack();
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.endReason, 'expired');
  assert.equal(ended.problem, null);
  assert.equal(engine.node('service-b').state, 'running');
});

test('deleting a fault while the engine is away is accepted and done when the engine is back', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, body);
  engine.lose();
  const answer = await platform.ask({ method: 'DELETE', path: `/api/faults/${id}` });
  assert.equal(answer.status, 202);
  assert.equal((answer.json as { state: string }).state, 'ending');
  engine.comeBack();
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.endReason, 'deleted');
  assert.equal(engine.node('service-b').state, 'running');
});

test('an end that fails at first is tried again until the evidence is there', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, body);
  engine.gate.fail('resume service-b', 2, 'The freezer is stuck.');
  const first = await platform.call('faultEnd', { params: { id } });
  assert.equal(first.state, 'ending');
  assert.equal(first.problem?.code, 'engine-failed');
  assert.match(first.problem.detail ?? '', /The freezer is stuck\./);
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.problem, null);
  const ends = ended.evidence.filter(({ phase }) => phase === 'end').map(({ holds }) => holds);
  assert.deepEqual(ends, [false, false, true]);
  assert.equal(engine.node('service-b').state, 'running');
});

test('an engine that is lost while a fault starts leaves a failed fault and nothing behind', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('pause service-b');
  const { id } = await createFault(platform, body);
  await until('the engine was asked', () => engine.calls.includes('pause service-b'));
  engine.lose('The daemon was stopped.');
  release();
  await faultIn(platform, id, 'ending');
  engine.comeBack();
  const fault = await faultIn(platform, id, 'failed');
  assert.match(fault.problem?.detail ?? '', /The daemon was stopped\./);
  assert.equal(engine.node('service-b').state, 'running');
});

test('halt while the engine is away says so, and what it began is finished later', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, body);
  engine.lose();
  const answer = await platform.ask({ method: 'DELETE', path: '/api/faults' });
  assert.equal(answer.status, 503);
  assert.equal((answer.json as Problem).code, 'engine-unreachable');
  engine.comeBack();
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.endReason, 'halted');
});

test('losing the engine again and again does not lose the platform', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  for (let time = 0; time < 20; time += 1) {
    engine.lose();
    await sleep(time % 5);
    engine.comeBack();
    await sleep(time % 3);
  }
  await until('the nodes are there', async () => {
    return (await platform.ask({ path: '/api/nodes' })).status === 200;
  });
  const fault = await activeFault(platform, body);
  assert.equal(fault.state, 'active');
  await platform.call('faultEnd', { params: { id: fault.id } });
});

test('a fault that begins while the platform looks for orphaned jobs keeps its job', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('list-jobs');
  const before = engine.calls.length;
  engine.lose();
  engine.comeBack();
  await until('it looks', () => engine.calls.slice(before).includes('list-jobs'));
  const fault = await activeFault(platform, { ...body, driver: 'pumba' });
  const job = engine.job();
  // It is after the other one in the list, so that when it is gone the other one has been looked at.
  engine.jobs.set('orphan', new FakeJob({ ...job.spec, id: 'orphan', purpose: { fault: 'f-forgotten' } }));
  release();
  await until('the orphan is gone', () => !engine.jobs.has('orphan'));
  assert.deepEqual(job.signals, []);
  await platform.call('faultEnd', { params: { id: fault.id } });
});

test("what the engine refuses is answered in the engine's own words", async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const requests = [
    ['list-jobs', { method: 'DELETE', path: '/api/faults' }],
    ['describe', { path: '/api/capabilities' }],
    ['logs service-a', { path: '/api/nodes/service-a/logs' }],
    ['start-job', { method: 'POST', path: '/api/traffic/start', body: { targetUrl: 'http://service-a/' } }],
  ] as const;
  for (const [call, request] of requests) {
    engine.gate.fail(call, Infinity, `No ${call} today.`);
    const answer = await platform.ask({ ...request });
    engine.gate.fail(call, 0);
    assert.equal(answer.status, 502, answer.text);
    assert.equal((answer.json as Problem).detail, `No ${call} today.`);
  }
});
