import assert from 'node:assert/strict';
import test from 'node:test';
import { labEngine, startPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';

test('nodes are listed by name, with what the engine shows of them', async (t) => {
  const engine = labEngine();
  engine.addNode('a-cache', {
    language: null,
    health: 'none',
    labels: { tier: 'cache' },
    addresses: [
      { network: 'dsp', address: '172.20.0.9' },
      { network: 'dsp-telemetry', address: '172.21.0.9' },
    ],
  });
  const platform = await startPlatform(t, { engine });
  const { nodes } = await platform.call('nodeList', {});
  assert.deepEqual(
    nodes.map(({ name }) => name),
    ['a-cache', 'service-a', 'service-b'],
  );
  const { startedAt, image, addresses } = engine.node('a-cache').view;
  assert.deepEqual(nodes[0], {
    name: 'a-cache',
    state: 'running',
    health: 'none',
    language: null,
    image,
    addresses,
    labels: { tier: 'cache' },
    startedAt,
    restarts: 0,
    exitCode: null,
    faults: [],
  });
  assert.deepEqual(await platform.call('nodeGet', { params: { name: 'a-cache' } }), nodes[0]);
});

test('nodes that come, change and go are followed by events, and never polled', async (t) => {
  const platform = await startPlatform(t);
  const asked = () => platform.engine.calls.filter((call) => /^(list-nodes|inspect) ?/.test(call)).length;
  const before = asked();
  platform.engine.addNode('service-c');
  await until('it is there', async () => (await platform.call('nodeList', {})).nodes.length === 3);
  platform.engine.node('service-c').stop();
  await until('it is stopped', async () => {
    const node = await platform.call('nodeGet', { params: { name: 'service-c' } });
    return node.state === 'stopped' && node.exitCode === 0 && node.health === 'none';
  });
  platform.engine.removeNode('service-c');
  await until('it is gone', async () => (await platform.call('nodeList', {})).nodes.length === 2);
  // One look for each happening, however often the list was asked for.
  assert.equal(asked() - before, 3);
});

test('starts after the first one are counted as restarts', async (t) => {
  const platform = await startPlatform(t);
  const restarts = async () => (await platform.call('nodeGet', { params: { name: 'service-b' } })).restarts;
  assert.equal(await restarts(), 0);
  for (const number of [1, 2]) {
    // A real node takes longer; two lives that begin in the same millisecond would look like one.
    await new Promise((resolve) => setTimeout(resolve, 5));
    platform.engine.node('service-b').restart();
    await until('it is counted', async () => (await restarts()) === number);
  }
});

test('a container whose label is no host name is no node, and the log says so', async (t) => {
  const engine = labEngine();
  for (const name of ['Strange Node', '', '../x']) engine.addNode(name);
  const platform = await startPlatform(t, { engine });
  engine.node('Strange Node').pause();
  engine.addNode('Another One');
  engine.addNode('service-c');
  await until('the last one is there', async () => {
    return (await platform.ask({ path: '/api/nodes/service-c' })).status === 200;
  });
  const { nodes } = await platform.call('nodeList', {});
  assert.deepEqual(
    nodes.map(({ name }) => name),
    ['service-a', 'service-b', 'service-c'],
  );
  const warnings = platform.log.filter(({ level }) => level === 'warn').map(({ fields }) => fields['label']);
  assert.deepEqual(warnings.sort(), ['', '../x', 'Another One', 'Strange Node']);
});
