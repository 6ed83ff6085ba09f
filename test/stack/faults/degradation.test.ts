import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach, before } from 'node:test';
import { docker } from '../support/docker.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { containerOfNode, removeNode, startNode } from '../support/test-node.ts';

const node = { name: 'degradation', limits: ['--cpus', '1', '--memory', '96m'] };
const boundless = { name: 'degradation-boundless', limits: [] };
const targets = { nodes: [node.name] };

before(async () => {
  await Promise.all([removeNode(node), removeNode(boundless)]);
  await Promise.all([startNode(node), startNode(boundless)]);
  await sleep(1_000);
});
afterEach(halt);
after(() => Promise.all([removeNode(node), removeNode(boundless)]));

test('a processor limit is what the engine shows, the least of two, and the own one afterwards', async () => {
  const first = await injectFault({ kind: 'cpu', params: { cores: 0.5 }, targets });
  assert.equal(await nanoCpus(), 500_000_000);
  const second = await injectFault({ kind: 'cpu', params: { cores: 0.2 }, targets });
  assert.equal(await nanoCpus(), 200_000_000);
  assert.match(second.evidence.at(-1)?.observed ?? '', /0\.2 cores .*keeper/);

  await client('faultEnd', { params: { id: second.id } });
  assert.equal(await nanoCpus(), 500_000_000);
  await client('faultEnd', { params: { id: first.id } });
  assert.equal(await nanoCpus(), 1_000_000_000);
});

test('a limit that would change nothing is not called a fault', async () => {
  const fault = await client('faultCreate', { body: { kind: 'cpu', params: { cores: 2 }, targets } });
  assert.ok('id' in fault);
  const failed = await waitForFault(fault.id, 'failed');
  assert.match(failed.problem?.detail ?? '', /own limit is 1 cores/);
});

test("busy processes are in the node's own cgroup and use its own time", async () => {
  const before = await cpuPercent();
  const fault = await injectFault({ kind: 'cpu-stress', params: { workers: 2 }, targets });
  assert.match(fault.evidence.at(-1)?.observed ?? '', /^processes \d+, \d+ in /);
  const during = await cpuPercent();
  // On a machine that is busy with other work the two get less than they could use.
  assert.ok(during > 10 && during > before * 3, `${before} % before, ${during} % during`);

  const ended = await client('faultEnd', { params: { id: fault.id } });
  assert.match(ended.evidence.at(-1)?.observed ?? '', /^no process of it in /);
});

test('memory is filled up to a bound below the limit, and the node lives on', async () => {
  const start = await startedAt();
  const fault = await injectFault({ kind: 'memory', params: { megabytes: 500 }, targets });
  const used = await memoryMegabytes();
  assert.ok(used > 75 && used < 96, `${used} MB in use`);
  await client('faultEnd', { params: { id: fault.id } });
  assert.ok((await memoryMegabytes()) < 40);
  assert.equal(await startedAt(), start);
});

test('a kill for want of memory, when asked for, is the crash of the node and ends with its start', async () => {
  const fault = await injectFault({ kind: 'memory', params: { outOfMemoryKill: true }, targets });
  const [{ State: state }] = JSON.parse(await docker(['inspect', containerOfNode(node)])) as [
    { State: { OOMKilled: boolean; Status: string } },
  ];
  assert.deepEqual({ killed: state.OOMKilled, status: state.Status }, { killed: true, status: 'exited' });
  await client('faultEnd', { params: { id: fault.id } });
  assert.equal((await client('nodeGet', { params: { name: node.name } })).state, 'running');
});

test('pressure on a node without a memory limit is refused, with what to do', async () => {
  const body = { kind: 'memory', targets: { nodes: [boundless.name] } } as const;
  await assert.rejects(client('faultCreate', { body: { ...body, targets: { nodes: [boundless.name] } } }), {
    code: 'driver-unavailable',
    message: /no memory limit.*deploy\.resources\.limits\.memory/,
  });
});

async function inspect(format: string): Promise<string> {
  return docker(['inspect', '--format', format, containerOfNode(node)]);
}

const nanoCpus = async (): Promise<number> => Number(await inspect('{{.HostConfig.NanoCpus}}'));
const startedAt = (): Promise<string> => inspect('{{.State.StartedAt}}');

async function stats(format: string): Promise<number> {
  return Number.parseFloat(await docker(['stats', '--no-stream', '--format', format, containerOfNode(node)]));
}

const cpuPercent = (): Promise<number> => stats('{{.CPUPerc}}');
/** Of a node that is limited to less than 1 GB. */
const memoryMegabytes = (): Promise<number> => stats('{{.MemUsage}}');
