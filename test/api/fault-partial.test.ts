import assert from 'node:assert/strict';
import test from 'node:test';
import type { Problem } from '../../contract/problems.ts';
import { createFault, faultIn } from '../support/faults.ts';
import { labEngine, startPlatform } from '../support/platform.ts';

const three = ['service-a', 'service-b', 'service-c'];

function threeNodes() {
  const engine = labEngine();
  engine.addNode('service-c');
  return engine;
}

test('a fault that one of three nodes refuses is undone on the other two and says why it failed', async (t) => {
  const engine = threeNodes();
  engine.gate.fail('pause service-b', Infinity, 'The freezer is broken.');
  const platform = await startPlatform(t, { engine });
  const { id } = await createFault(platform, { kind: 'pause', targets: { nodes: three }, driver: 'engine' });
  const fault = await faultIn(platform, id, 'failed');
  assert.equal(fault.endReason, 'failed');
  assert.equal(fault.activeAt, null);
  assert.equal(fault.problem?.code, 'engine-failed');
  assert.match(fault.problem.detail ?? '', /service-b.*The freezer is broken\./);
  const applied = fault.evidence.filter(({ phase }) => phase === 'apply');
  assert.deepEqual(
    applied.map(({ node, holds }) => [node, holds]),
    [
      ['service-a', true],
      ['service-b', false],
      ['service-c', true],
    ],
  );
  const undone = fault.evidence.filter(({ phase }) => phase === 'end');
  assert.deepEqual(
    undone.map(({ node, holds }) => [node, holds]),
    three.map((name) => [name, true]),
  );
  for (const name of three) assert.equal(engine.node(name).state, 'running', name);
  const states = fault.steps.map(({ state }) => state);
  assert.deepEqual(states, ['starting', 'ending', 'failed']);
});

test('a failed fault says why it failed also when undoing it took several tries', async (t) => {
  const engine = threeNodes();
  engine.gate.fail('pause service-b', Infinity, 'The freezer is broken.');
  engine.gate.fail('resume service-c', 1, 'Not now.');
  const platform = await startPlatform(t, { engine });
  const { id } = await createFault(platform, { kind: 'pause', targets: { nodes: three }, driver: 'engine' });
  const fault = await faultIn(platform, id, 'failed');
  assert.match(fault.problem?.detail ?? '', /The freezer is broken\./);
  assert.ok(fault.evidence.some(({ observed }) => observed.includes('Not now.')));
  for (const name of three) assert.equal(engine.node(name).state, 'running', name);
});

test('an unknown node among known ones lets nothing be done to any', async (t) => {
  const platform = await startPlatform(t);
  const body = { kind: 'pause', targets: { nodes: ['service-a', 'service-x', 'service-y'] } };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 404);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'node-not-found');
  assert.match(detail ?? '', /"service-x", "service-y"/);
  assert.match(detail ?? '', /Known nodes: service-a, service-b/);
  assert.equal(platform.engine.node('service-a').state, 'running');
  assert.deepEqual((await platform.call('faultList', {})).faults, []);
});

test('a container without the label dsp.node is no node and cannot be named', async (t) => {
  const platform = await startPlatform(t);
  // The engine's adapter lists only containers with the label; to the platform the others do not exist.
  for (const name of ['dsp-prometheus-1', 'dsp-api-1', 'postgres', '0123456789ab']) {
    const fault = { kind: 'kill', targets: { nodes: [name] } };
    const create = await platform.ask({ method: 'POST', path: '/api/faults', body: fault });
    assert.equal((create.json as Problem).code, 'node-not-found', name);
    const traffic = await platform.ask({
      method: 'POST',
      path: '/api/traffic/start',
      body: { targetUrl: `http://${name}/` },
    });
    assert.equal((traffic.json as Problem).code, 'target-not-in-lab', name);
    assert.equal((await platform.ask({ path: `/api/nodes/${name}` })).status, 404);
    assert.equal((await platform.ask({ path: `/api/nodes/${name}/logs` })).status, 404);
  }
});

test('a node that does not run cannot be broken', async (t) => {
  const engine = labEngine();
  engine.addNode('idle', { state: 'stopped', exitCode: 0, startedAt: null });
  const platform = await startPlatform(t, { engine });
  const body = { kind: 'pause', targets: { nodes: ['service-a', 'idle'] } };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 409);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'node-not-running');
  assert.match(detail ?? '', /"idle" is stopped/);
  assert.equal(engine.node('service-a').state, 'running');
});

test('a fault is in the journal before anything is done to a node', async (t) => {
  const { readFile } = await import('node:fs/promises');
  const platform = await startPlatform(t);
  const release = platform.engine.gate.hold('pause service-b');
  const { id } = await createFault(platform, {
    kind: 'pause',
    targets: { nodes: ['service-b'] },
    driver: 'engine',
  });
  const journal = await readFile(`${platform.directory}/journal.jsonl`, 'utf8');
  assert.match(journal, new RegExp(`"id":"${id}".*"state":"starting"`));
  assert.equal(platform.engine.node('service-b').state, 'running');
  release();
  await faultIn(platform, id, 'active');
});

test('of the nodes that labels match, one that does not run is left out, and the answer says so', async (t) => {
  const engine = labEngine();
  for (const name of ['worker-1', 'worker-2', 'worker-3'])
    engine.addNode(name, { labels: { tier: 'worker' } });
  engine.node('worker-2').stop();
  const platform = await startPlatform(t, { engine });
  const targets = { labels: { tier: 'worker' } };
  const leftOut = [{ node: 'worker-2', reason: 'The node "worker-2" is stopped.' }];
  const plan = await platform.call('faultCreate', { body: { kind: 'pause', targets, dryRun: true } });
  assert.deepEqual(plan.leftOut, leftOut);
  const created = await createFault(platform, { kind: 'pause', targets, driver: 'engine' });
  const fault = await faultIn(platform, created.id, 'active');
  assert.deepEqual(fault.targets, ['worker-1', 'worker-3']);
  assert.deepEqual(fault.leftOut, leftOut);
  assert.equal(engine.node('worker-2').state, 'stopped');
});

test('labels that match no node that runs are refused with every reason', async (t) => {
  const engine = labEngine();
  for (const name of ['worker-1', 'worker-2']) {
    engine.addNode(name, { labels: { tier: 'worker' } });
    engine.node(name).stop();
  }
  const platform = await startPlatform(t, { engine });
  const body = { kind: 'pause', targets: { labels: { tier: 'worker' } } };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 409);
  assert.match((answer.json as Problem).detail ?? '', /"worker-1" is stopped.*"worker-2" is stopped/);
});
