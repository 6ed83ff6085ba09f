import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { answersAgain, messageB } from '../support/requests.ts';

after(halt);

test('a fault is told with its phases and evidence, and with what it did to its node', async () => {
  const start = Date.now() / 1000;
  const { id } = await injectFault({ kind: 'pause', targets: { nodes: ['service-b'] }, durationSeconds: 2 });
  await waitForFault(id, 'ended');
  const timeline = await eventually('what happened to the node', async () => {
    const found = await client('timelineGet', { query: { start } });
    return found.nodeEvents.some(({ node, what }) => node === 'service-b' && what === 'resumed')
      ? found
      : undefined;
  });
  const fault = timeline.faults.find((each) => each.id === id);
  assert.deepEqual(
    fault?.phases.map(({ name }) => name),
    ['starting', 'active', 'ending'],
  );
  assert.ok((fault?.evidence.length ?? 0) >= 2);
  const ofNode = timeline.nodeEvents.filter(({ node }) => node === 'service-b').map(({ what }) => what);
  assert.ok(ofNode.indexOf('paused') < ofNode.indexOf('resumed'), ofNode.join(', '));
});

test('a node that is restarted dies and comes back', async () => {
  const start = Date.now() / 1000;
  const { id } = await injectFault({ kind: 'restart', targets: { nodes: ['service-b'] } });
  await waitForFault(id, 'ended');
  await answersAgain(messageB);
  const happened = await eventually('its return', async () => {
    const { nodeEvents } = await client('timelineGet', { query: { start } });
    const ofNode = nodeEvents.filter(({ node }) => node === 'service-b').map(({ what }) => what);
    return ofNode.some((what) => what === 'started' || what === 'restarted') ? ofNode : undefined;
  });
  assert.ok(happened.includes('restarted') || happened.includes('died'), happened.join(', '));
});

test('another time has other things in it', async () => {
  const { faults, nodeEvents } = await client('timelineGet', { query: { start: 1_000, end: 2_000 } });
  assert.deepEqual([faults, nodeEvents], [[], []]);
});
