import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { killApi, startApi } from '../support/platform-api.ts';
import { answersAgain, medianMs, messageA, messageB, sendMessage } from '../support/requests.ts';

afterEach(async () => {
  await startApi();
  await halt();
  await answersAgain(messageA);
});

const serviceB = { nodes: ['service-b'] };
const fromA = { nodes: ['service-a'] };

test('latency on one link slows that link, and no other', async () => {
  const fault = await injectFault({
    kind: 'latency',
    params: { delayMs: 200 },
    targets: serviceB,
    peers: fromA,
  });
  const throughLink = await medianMs(messageA);
  const besideLink = await medianMs(messageB);
  assert.ok(throughLink > 195 && throughLink < 300, `A to B: ${throughLink} ms`);
  assert.ok(besideLink < 100, `host to B: ${besideLink} ms`);

  await client('faultEnd', { params: { id: fault.id } });
  const after = await medianMs(messageA);
  assert.ok(after < 100, `A to B afterwards: ${after} ms`);
});

test('latency can be put on the packets that reach a node, too', async () => {
  await injectFault({
    kind: 'latency',
    params: { delayMs: 150 },
    targets: serviceB,
    direction: 'both',
    protocol: 'tcp',
    ports: [80],
  });
  const both = await medianMs(messageB);
  // A new connection crosses twice (SYN and SYN-ACK), and then the request and its answer.
  assert.ok(both > 590 && both < 800, `${both} ms`);
});

test('a partition that drops makes callers wait, one that rejects fails them at once', async () => {
  const dropped = await injectFault({ kind: 'partition', targets: serviceB, peers: fromA });
  const waited = await sendMessage(messageA, 10_000);
  assert.equal(waited.status, 504);
  assert.equal((await sendMessage(messageB)).status, 200, 'others still reach ServiceB');
  await client('faultEnd', { params: { id: dropped.id } });
  await answersAgain(messageA);

  await injectFault({ kind: 'partition', params: { mode: 'reject' }, targets: serviceB, peers: fromA });
  const refused = await sendMessage(messageA, 10_000);
  assert.equal(refused.status, 502);
  assert.ok(refused.milliseconds < waited.milliseconds / 2, `${refused.milliseconds} ms`);
});

test('faults on one node add up, and end in any order', async () => {
  const first = await injectFault({
    kind: 'latency',
    params: { delayMs: 100 },
    targets: serviceB,
    peers: fromA,
  });
  const second = await injectFault({
    kind: 'latency',
    params: { delayMs: 150 },
    targets: serviceB,
    peers: fromA,
    direction: 'ingress',
  });
  const together = await medianMs(messageA);
  assert.ok(together > 245, `both: ${together} ms`);

  await client('faultEnd', { params: { id: first.id } });
  const alone = await medianMs(messageA);
  assert.ok(alone > 145 && alone < 245, `the second alone: ${alone} ms`);

  const ended = await client('faultEnd', { params: { id: second.id } });
  assert.equal(ended.evidence.at(-1)?.holds, true);
  assert.ok((await medianMs(messageA)) < 100);
});

test('a node that restarts gets its network fault again', async () => {
  await injectFault({ kind: 'latency', params: { delayMs: 200 }, targets: serviceB });
  await docker(['restart', '--time', '5', 'dsp-service-b-1']);
  await eventually('the fault in the new network', async () => {
    const answer = await sendMessage(messageB, 5_000);
    return answer.status === 200 && answer.milliseconds > 195 ? true : undefined;
  });
});

test('a shaper that is killed lets packets pass, and is put back', async () => {
  await injectFault({ kind: 'partition', targets: serviceB, params: { everybody: true } });
  assert.equal((await sendMessage(messageB)).failure, 'timeout');
  const [job] = (await docker(['ps', '-q', '--filter', 'label=dsp.id=shaper-service-b'])).split('\n');
  await docker(['kill', '--signal', 'KILL', job as string]);
  await eventually('the partition again', async () =>
    (await sendMessage(messageB)).failure === 'timeout' ? true : undefined,
  );
});

test('a network fault ends at its deadline though the API is gone and stays away', async () => {
  const fault = await injectFault({
    kind: 'partition',
    targets: serviceB,
    params: { everybody: true },
    durationSeconds: 4,
  });
  await killApi();
  assert.equal((await sendMessage(messageB)).failure, 'timeout');
  await eventually('ServiceB back by itself', async () =>
    (await sendMessage(messageB)).status === 200 ? true : undefined,
  );
  await startApi();
  const ended = await waitForFault(fault.id, 'ended');
  assert.equal(ended.evidence.at(-1)?.holds, true);
});

test('nothing of a fault is left in the network of the node', async () => {
  const before = await networkOf('service-b');
  await injectFault({ kind: 'latency', params: { delayMs: 50 }, targets: serviceB, direction: 'both' });
  assert.notEqual(await networkOf('service-b'), before);
  assert.equal((await client('faultHalt', {})).healed, true);
  assert.equal(await networkOf('service-b'), before);
  assert.equal(await docker(['ps', '-aq', '--filter', 'label=dsp.job=fault']), '');
});

/** What the kernel shows of a node's network: interfaces, routes, and everything that is ours. */
async function networkOf(node: string): Promise<string> {
  const inNetwork = ['--network', `container:dsp-${node}-1`, '--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN'];
  const shown = await docker(['run', '--rm', ...inNetwork, 'dsp/shaper:0.1.0', 'inspect']);
  const links = await docker([
    'run',
    '--rm',
    ...inNetwork,
    '--entrypoint',
    'cat',
    'debian:bookworm-slim',
    '/proc/net/dev',
  ]);
  const interfaces = links.split('\n').map((line) => line.split(':')[0]?.trim());
  const { tables, routes, device, qdiscs } = JSON.parse(shown) as Record<string, unknown>;
  return JSON.stringify({ interfaces, tables, routes, device, qdiscs });
}
