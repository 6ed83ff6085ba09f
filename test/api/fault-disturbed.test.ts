import assert from 'node:assert/strict';
import test from 'node:test';
import type { FaultRequestInput } from '../../contract/faults/fault.ts';
import { activeFault, faultIn } from '../support/faults.ts';
import { labEngine, startPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';

const targets = { nodes: ['service-b'] };

for (const driver of ['engine', 'pumba'] as const) {
  test(`a node that somebody unpauses is paused again by ${driver}, with evidence of both`, async (t) => {
    const platform = await startPlatform(t);
    const { id } = await activeFault(platform, { kind: 'pause', targets, driver });
    const node = platform.engine.node('service-b');
    node.resume();
    await until('it is paused again', () => node.state === 'paused');
    const fault = await until('the evidence is there', async () => {
      const found = await platform.call('faultGet', { params: { id } });
      return found.evidence.length >= 3 && found;
    });
    assert.equal(fault.state, 'active');
    assert.deepEqual(
      fault.evidence.map(({ phase, holds }) => [phase, holds]),
      [
        ['apply', true],
        ['apply', false],
        ['apply', true],
      ],
    );
    assert.equal((await platform.call('faultEnd', { params: { id } })).state, 'ended');
    assert.equal(node.state, 'running');
    assert.equal(platform.engine.jobs.size, 0);
  });

  test(`a node that somebody starts during a stop by ${driver} is stopped again`, async (t) => {
    const platform = await startPlatform(t);
    const { id } = await activeFault(platform, { kind: 'stop', targets, driver });
    const node = platform.engine.node('service-b');
    node.start();
    await until('it is stopped again', () => node.state === 'stopped');
    assert.equal((await platform.call('faultEnd', { params: { id } })).state, 'ended');
    assert.equal(node.state, 'running');
  });

  test(`a fault by ${driver} whose node is removed ends with its target`, async (t) => {
    const platform = await startPlatform(t);
    const { id } = await activeFault(platform, { kind: 'pause', targets, driver });
    platform.engine.removeNode('service-b');
    const fault = await faultIn(platform, id, 'ended', 'failed');
    assert.equal(fault.state, 'ended');
    assert.equal(fault.endReason, 'target-gone');
    assert.equal(fault.evidence.at(-1)?.observed, 'the node is gone');
    assert.equal(platform.engine.jobs.size, 0);
  });
}

test('a node that is made anew while it is paused is paused again', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, {
    kind: 'pause',
    targets: { nodes: ['service-a', 'service-b'] },
    driver: 'engine',
  });
  engine.nodes.delete('service-b');
  const fresh = engine.addNode('service-b');
  await until('the new node is paused', () => fresh.state === 'paused');
  await platform.call('faultEnd', { params: { id } });
  assert.equal(fresh.state, 'running');
});

test('a fault goes on while one of its nodes is left', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, {
    kind: 'pause',
    targets: { nodes: ['service-a', 'service-b'] },
    driver: 'engine',
  });
  platform.engine.removeNode('service-b');
  await until('the node is gone from the list', async () => {
    const { nodes } = await platform.call('nodeList', {});
    return nodes.length === 1;
  });
  assert.equal((await platform.call('faultGet', { params: { id } })).state, 'active');
  assert.equal((await platform.call('faultEnd', { params: { id } })).state, 'ended');
  assert.equal(platform.engine.node('service-a').state, 'running');
});

test('a node that is unpaused when the engine will not pause it is paused as soon as it will', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, { kind: 'pause', targets, driver: 'engine' });
  const node = platform.engine.node('service-b');
  platform.engine.gate.fail('pause service-b', 1);
  node.resume();
  await until('it is paused again', () => node.state === 'paused');
  await until('both are in the evidence', async () => {
    const { evidence } = await platform.call('faultGet', { params: { id } });
    return evidence.some(({ holds }) => !holds) && evidence.at(-1)?.holds;
  });
  await platform.call('faultEnd', { params: { id } });
});

for (const driver of ['engine', 'pumba'] as const) {
  test(`ending a fault by ${driver} on a node that was removed needs no node`, async (t) => {
    const platform = await startPlatform(t);
    const requests: FaultRequestInput[] = [
      { kind: 'stop', targets, driver },
      { kind: 'kill', targets, driver },
      { kind: 'kill', params: { signal: 'SIGSTOP' }, targets, driver },
    ];
    for (const request of requests) {
      const { id } = await activeFault(platform, request);
      platform.engine.nodes.delete('service-b');
      const fault = await platform.call('faultEnd', { params: { id } });
      assert.equal(fault.state, 'ended', fault.problem?.detail);
      platform.engine.addNode('service-b');
      await until('there is another one', async () => {
        const { nodes } = await platform.call('nodeList', {});
        return nodes.some(({ name, state }) => name === 'service-b' && state === 'running');
      });
    }
  });
}
