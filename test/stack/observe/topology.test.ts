import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TopologyEdge } from '../../../contract/topology.ts';
import { eventually } from '../support/eventually.ts';
import { startLoad, stopLoad } from '../support/load.ts';
import { client, halt, injectFault } from '../support/platform.ts';

/** The histograms of spans have bounds at 100, 250 and 500 ms: a call that a fault holds for 300 ms is above the second. */
const [quickMs, slowMs] = [100, 250];

let run: string | undefined;
before(async () => {
  run = await startLoad();
});
after(async () => {
  await halt();
  await stopLoad(run);
});

async function edge(from: string, to: string): Promise<TopologyEdge | undefined> {
  const { edges } = await client('topologyGet', { query: {} });
  return edges.find((each) => each.from === from && each.to === to);
}

test('calls are found from what was called', async () => {
  const first = await eventually('the edge from k6', () => edge('load', 'service-a'));
  const second = await eventually('the edge between the services', async () => {
    const found = await edge('service-a', 'service-b');
    return found !== undefined && found.rps > 5 ? found : undefined;
  });
  assert.ok(first.rps > 5 && first.rps < 40, `${first.rps} calls a second`);
  assert.ok((first.p95Ms ?? 0) > 0);
  assert.ok((second.p95Ms ?? 0) > 0);
  const { nodes } = await client('topologyGet', { query: {} });
  const kinds = new Map(nodes.map(({ name, kind }) => [name, kind]));
  assert.deepEqual(
    [kinds.get('service-a'), kinds.get('service-b'), kinds.get('load')],
    ['node', 'node', 'load'],
  );
});

test('a fault on one link shows on its edge alone, and slows that edge', async () => {
  // What the first calls of a cold service took is told for some seconds still.
  await eventually('a quick edge', async () => {
    const p95Ms = (await edge('service-a', 'service-b'))?.p95Ms ?? Infinity;
    return p95Ms < quickMs || undefined;
  });
  const fault = await injectFault({
    kind: 'latency',
    params: { delayMs: 300 },
    targets: { nodes: ['service-b'] },
    peers: { nodes: ['service-a'] },
    durationSeconds: 60,
  });
  const slow = await eventually('a slower edge', async () => {
    const found = await edge('service-a', 'service-b');
    return found !== undefined && (found.p95Ms ?? 0) > slowMs ? found : undefined;
  });
  assert.ok(slow.faults.includes(fault.id));
  assert.ok(!(await edge('load', 'service-a'))?.faults.includes(fault.id));

  await client('faultEnd', { params: { id: fault.id } });
  await eventually('the edge without the fault', async () => {
    return (await edge('service-a', 'service-b'))?.faults.includes(fault.id) === false ? true : undefined;
  });
});

test('only one node with those around it', async () => {
  const { nodes, edges } = await client('topologyGet', { query: { node: 'service-b' } });
  assert.ok(edges.length > 0);
  assert.ok(edges.every(({ from, to }) => from === 'service-b' || to === 'service-b'));
  assert.ok(nodes.some(({ name }) => name === 'service-a'));
});

test('messages over UDP are an edge of their own, with what was sent and what was received', async () => {
  const readings = await eventually('the edge of the sensor', async () => {
    const found = await edge('sensor', 'service-b');
    return found !== undefined && found.rps > 2 && found.transport === 'udp' ? found : undefined;
  });
  assert.equal(readings.kind, 'message');
  assert.equal(readings.p95Ms, null);
  assert.ok(
    Math.abs((readings.receivedRps ?? 0) - readings.rps) < 0.2 * readings.rps,
    JSON.stringify(readings),
  );
});

test('a lossy link shows in what was received of the messages, not in what was sent', async () => {
  const fault = await injectFault({
    kind: 'loss',
    params: { percent: 100 },
    targets: { nodes: ['sensor'] },
    peers: { nodes: ['service-b'] },
    protocol: 'udp',
    durationSeconds: 60,
  });
  const lossy = await eventually('messages that do not arrive', async () => {
    const found = await edge('sensor', 'service-b');
    return found !== undefined && (found.receivedRps ?? 1) < 0.1 * found.rps ? found : undefined;
  });
  assert.ok(lossy.faults.includes(fault.id));
  assert.ok(!(await edge('service-a', 'service-b'))?.faults.includes(fault.id));
  await client('faultEnd', { params: { id: fault.id } });
});
