import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach, before } from 'node:test';
import type { Fault } from '../../../contract/faults/fault.ts';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { killApi, startApi } from '../support/platform-api.ts';
import { containerOfNode, removeTestNodes, startNode } from '../support/test-node.ts';
import { assertSameTraces, readTraces, type Traces } from '../support/trace-of-fault.ts';
import { endingCases, type EndingCase } from './always-ending-cases.ts';

/*
 * Every kind of fault, ended in every way, looked at from outside. All kinds are on at the same time, each on a node
 * of its own, so that a row of the table takes as long as its slowest fault.
 */

const bystander = 'dsp-test-bystander';
let untouched: Traces;
let clean: Map<string, Traces>;

before(async () => {
  await startApi();
  await halt();
  await removeTestNodes();
  // A container that is no node, and one node that no fault is for, must stay as they are.
  const plain = ['run', '--detach', '--name', bystander, '--label', 'dsp.test=true', '--network', 'dsp'];
  await docker([...plain, '--no-healthcheck', 'dsp/service-b:0.1.0']);
  await Promise.all(endingCases.map(({ node }) => startNode(node)));
  await sleep(1_000);
  untouched = await readTraces(bystander);
  clean = await tracesOfAll();
});

afterEach(async () => {
  await startApi();
  await halt();
});

after(removeTestNodes);

test('at their deadline', async () => {
  const faults = await injectAll(3);
  const ended = await Promise.all(faults.map(({ id }) => waitForFault(id, 'ended')));
  assert.ok(ended.every(({ endReason }) => endReason === 'expired'));
  await nothingIsLeft();
});

test('by DELETE of each', async () => {
  const faults = await injectAll(60);
  await Promise.all(faults.map(({ id }) => client('faultEnd', { params: { id } })));
  await nothingIsLeft();
});

test('by halting all', async () => {
  await injectAll(60);
  assert.equal((await client('faultHalt', {})).healed, true);
  await nothingIsLeft();
});

test('with an API that is killed, and back before the deadline', async () => {
  const faults = await injectAll(12);
  await killApi();
  await startApi();
  await Promise.all(faults.map(({ id }) => waitForFault(id, 'ended')));
  await nothingIsLeft();
});

test('with an API that is killed, and back after the deadline', async () => {
  const faults = await injectAll(3);
  await killApi();
  await sleep(1_000);
  await startApi();
  await Promise.all(faults.map(({ id }) => waitForFault(id, 'ended')));
  await nothingIsLeft();
});

test('with an API that is killed and does not come back', async () => {
  const faults = await injectAll(4);
  await killApi();
  // The containers of jobs that are over wait for an API to remove them.
  await nothingIsLeft({ withinMs: 30_000, jobs: 'running' });
  await startApi();
  // "Failed" where the kill came before the disk had heard that the fault was active.
  await Promise.all(faults.map(({ id }) => waitForFault(id, 'ended', 'failed')));
  await nothingIsLeft();
});

test('when their jobs are killed', async () => {
  const faults = await injectAll(60);
  // A job that did something once is over already.
  const jobs = await faultJobs('running');
  assert.ok(jobs.length >= endingCases.length - 1, `${jobs.length} jobs`);
  await docker(['kill', '--signal', 'KILL', ...jobs]);
  await Promise.all(faults.map(({ id }) => client('faultEnd', { params: { id } })));
  await nothingIsLeft();
});

test('when their nodes are restarted meanwhile', async () => {
  const faults = await injectAll(60);
  // What is frozen is not restarted by an engine: somebody would have to resume it first.
  await onEachNode((container) => docker(['restart', '--time', '1', container]));
  await Promise.all(faults.map(({ id }) => client('faultEnd', { params: { id } })));
  await nothingIsLeft();
});

test('when their nodes are killed meanwhile', async () => {
  const faults = await injectAll(60);
  await onEachNode((container) => docker(['kill', container]));
  await Promise.all(faults.map(({ id }) => client('faultEnd', { params: { id } })));
  // Whom no fault has stopped is not started by one either.
  await onEachNode((container) => docker(['start', container]));
  await nothingIsLeft();
});

test('when their nodes are removed and made anew meanwhile', async () => {
  const faults = await injectAll(60);
  await onEachNode((container) => docker(['rm', '--force', container]));
  await Promise.all(endingCases.map(({ node }) => startNode(node)));
  await client('faultHalt', {});
  for (const { id } of faults)
    assert.match((await client('faultGet', { params: { id } })).state, /ended|failed/);
  await nothingIsLeft();
});

for (const order of ['first', 'last'] as const) {
  test(`when two overlap and the ${order} one ends first`, async () => {
    const firsts = await injectAll(60);
    const seconds = await injectAll(60, ({ overlap }) => overlap);
    const [early, late] = order === 'first' ? [firsts, seconds] : [seconds, firsts];
    await Promise.all(early.map(({ id }) => client('faultEnd', { params: { id } })));
    const active = await Promise.all(late.map(({ id }) => client('faultGet', { params: { id } })));
    assert.deepEqual([...new Set(active.map(({ state }) => state))], ['active']);
    await Promise.all(late.map(({ id }) => client('faultEnd', { params: { id } })));
    await nothingIsLeft();
  });
}

/** Switches a fault on, on each node at the same time, and waits until all are active. */
async function injectAll(
  durationSeconds: number,
  choose: (each: EndingCase) => EndingCase['fault'] = ({ fault }) => fault,
): Promise<Fault[]> {
  return Promise.all(
    endingCases.map((each) =>
      injectFault({ ...choose(each), targets: { nodes: [each.node.name] }, durationSeconds }),
    ),
  );
}

async function onEachNode(act: (container: string) => Promise<unknown>): Promise<void> {
  await Promise.all(endingCases.map(({ node }) => act(containerOfNode(node)).catch(() => undefined)));
}

async function tracesOfAll(): Promise<Map<string, Traces>> {
  const traces = endingCases.map(
    async ({ node }) => [node.name, await readTraces(containerOfNode(node))] as const,
  );
  return new Map(await Promise.all(traces));
}

async function faultJobs(which: 'all' | 'running' = 'all'): Promise<string[]> {
  const list = ['ps', '--quiet', '--filter', 'label=dsp.job=fault', ...(which === 'all' ? ['--all'] : [])];
  return (await docker(list)).split('\n').filter(Boolean);
}

/** Waits until every node is as it was before any fault, no job is left, and nobody else was touched. */
async function nothingIsLeft({ withinMs = 15_000, jobs = 'all' as 'all' | 'running' } = {}): Promise<void> {
  let last: unknown;
  await eventually(
    'every node as it was',
    async () => {
      const now = await tracesOfAll();
      try {
        for (const [name, traces] of now) assertSameTraces(traces, clean.get(name), name);
        assert.deepEqual(await faultJobs(jobs), []);
        return true;
      } catch (error) {
        last = error;
        return undefined;
      }
    },
    withinMs,
  ).catch(() => {
    throw last;
  });
  assert.deepEqual(await readTraces(bystander), untouched);
}
