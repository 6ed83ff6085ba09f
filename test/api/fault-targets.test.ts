import assert from 'node:assert/strict';
import test from 'node:test';
import type { FaultTargets, FaultPlan } from '../../contract/faults/fault.ts';
import type { Problem } from '../../contract/problems.ts';
import { activeFault } from '../support/faults.ts';
import { labEngine, startPlatform, type Platform } from '../support/platform.ts';

function tenNodes() {
  const engine = labEngine();
  for (let number = 0; number < 10; number += 1) {
    const zone = number % 2 === 0 ? 'east' : 'west';
    engine.addNode(`worker-${number}`, { labels: { tier: 'worker', zone } });
  }
  return engine;
}

async function drawn(platform: Platform, targets: Partial<FaultTargets>): Promise<string[]> {
  const body = { kind: 'pause', targets, driver: 'engine', dryRun: true } as const;
  return ((await platform.call('faultCreate', { body })) as FaultPlan).targets;
}

test('labels choose the nodes that carry all of them', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  const labels = { tier: 'worker', zone: 'east' };
  assert.deepEqual(
    await drawn(platform, { labels }),
    [0, 2, 4, 6, 8].map((number) => `worker-${number}`),
  );
});

test('labels that no node carries are a problem of their own', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  for (const labels of [{ tier: 'cache' }, { tier: 'worker', zone: 'north' }, { 'dsp.node': 'service-a' }]) {
    const body = { kind: 'pause', targets: { labels } };
    const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
    assert.equal(answer.status, 422);
    const { code, detail } = answer.json as Problem;
    assert.equal(code, 'no-target');
    assert.ok(detail?.includes(JSON.stringify(labels)));
  }
});

test('a count draws that many, the same ones for the same seed, others for another', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  const labels = { tier: 'worker' };
  const first = await drawn(platform, { labels, count: 4, seed: 7 });
  assert.equal(first.length, 4);
  assert.deepEqual(await drawn(platform, { labels, count: 4, seed: 7 }), first);
  const others = await Promise.all([8, 9, 10].map((seed) => drawn(platform, { labels, count: 4, seed })));
  assert.ok(others.some((other) => other.join() !== first.join()));
});

test('a percentage is rounded up to whole nodes', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  const labels = { tier: 'worker' };
  for (const [percent, number] of [
    [1, 1],
    [10, 1],
    [11, 2],
    [50, 5],
    [100, 10],
  ] as const) {
    assert.equal((await drawn(platform, { labels, percent })).length, number, `${percent} %`);
  }
});

test('a count beyond the number of nodes takes them all', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  assert.equal((await drawn(platform, { labels: { tier: 'worker' }, count: 1000 })).length, 10);
});

test('a node that is named twice is broken once', async (t) => {
  const platform = await startPlatform(t);
  const targets = { nodes: ['service-b', 'service-a', 'service-b'] };
  const fault = await activeFault(platform, { kind: 'pause', targets, driver: 'engine' });
  assert.deepEqual(fault.targets, ['service-a', 'service-b']);
  assert.equal(platform.engine.calls.filter((call) => call === 'pause service-b').length, 1);
  assert.deepEqual(fault.selection.nodes, targets.nodes);
});

test('the fault does exactly what its dry run said', async (t) => {
  const platform = await startPlatform(t, { engine: tenNodes() });
  const targets = { labels: { tier: 'worker' }, percent: 30, seed: 42 };
  const planned = await drawn(platform, targets);
  const fault = await activeFault(platform, { kind: 'pause', targets, driver: 'engine' });
  assert.deepEqual(fault.targets, planned);
  const paused = [...platform.engine.nodes.values()].filter(({ state }) => state === 'paused');
  assert.deepEqual(paused.map(({ view }) => view.name).sort(), planned);
});
