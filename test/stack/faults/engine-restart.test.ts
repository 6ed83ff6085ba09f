import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach, before } from 'node:test';
import type { Fault, FaultRequestInput } from '../../../contract/faults/fault.ts';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { containerOfNode, startNode, type TestNode } from '../support/test-node.ts';
import { assertSameTraces, readTraces, type Traces } from '../support/trace-of-fault.ts';
import { makeSecondApi, type SecondApi } from './second-api.ts';
import { copyImages, lacksSecondEngine, makeSecondEngine, type SecondEngine } from './second-engine.ts';

/*
 * The engine is stopped, or killed, while faults are on. On an engine of the test's own, because everything else on
 * the machine's would stop with it. After each: no fault but those that are wanted, seen from outside.
 */

const lacking = await lacksSecondEngine();
const options = lacking === undefined ? {} : { skip: lacking };
/** An engine that crashed does not start what is "unless-stopped": it takes its own clearing up for a person's wish. */
const limits = ['--cpus', '1', '--memory', '96m', '--restart', 'always'];

type Part = FaultRequestInput extends infer R ? (R extends unknown ? Omit<R, 'targets'> : never) : never;
/** A fault of each driver and each way of holding a node, and what a node shows from outside while it is on. */
const cases: readonly { node: TestNode; fault: Part; shows: (traces: Traces) => boolean }[] = [
  faultOn('latency', { kind: 'latency', direction: 'both' }, ({ network }) => /dsp-/.test(network ?? '')),
  faultOn('pause', { kind: 'pause' }, ({ state }) => state === 'paused'),
  faultOn('stop', { kind: 'stop', params: { graceSeconds: 1 } }, ({ state }) => state === 'exited'),
  faultOn('cpu', { kind: 'cpu', params: { cores: 0.2 } }, ({ settings }) => settings['NanoCpus'] === 2e8),
  faultOn('stress', { kind: 'cpu-stress', params: { workers: 1 } }, ({ kernel }) =>
    /processes [2-9]/.test(kernel ?? ''),
  ),
];

let engine: SecondEngine;
let api: SecondApi;
let clean: Map<string, Traces>;

before(async () => {
  if (lacking !== undefined) return;
  engine = await makeSecondEngine();
  await engine.start();
  const images = ['dsp/service-b:0.1.0', 'dsp/shaper:0.1.0', 'dsp/stressor:0.1.0', 'debian:bookworm-slim'];
  await copyImages(images, engine);
  process.env['DOCKER_HOST'] = `unix://${engine.socket}`;
  await docker(['network', 'create', 'dsp']);
  for (const { node } of cases) await startNode(node);
  api = await makeSecondApi(engine);
  await api.start();
  await sleep(1_000);
  clean = await readAll();
});

afterEach(async () => {
  if (lacking !== undefined) return;
  await api.start();
  await api.client('faultHalt', {});
});

after(async () => {
  await api?.kill();
  await engine?.remove();
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(
    `an engine that gets ${signal} and comes back: every fault is there again, and ends`,
    options,
    async () => {
      const faults = await injectAll(120);
      await engine.end(signal);
      await engine.start();
      await everyFaultShows();
      await Promise.all(faults.map(({ id }) => api.client('faultEnd', { params: { id } })));
      await nothingIsLeft();
    },
  );

  test(`an engine that gets ${signal}, with the API in it, and both come back`, options, async () => {
    const faults = await injectAll(120);
    await Promise.all([engine.end(signal), api.kill()]);
    await engine.start();
    await api.start();
    await everyFaultShows();
    await Promise.all(faults.map(({ id }) => api.client('faultEnd', { params: { id } })));
    await nothingIsLeft();
  });
}

test('an engine that comes back after the deadline', options, async () => {
  const faults = await injectAll(4);
  await engine.end('SIGKILL');
  await sleep(5_000);
  await engine.start();
  for (const { id } of faults) await waitFor(id, 'ended');
  await nothingIsLeft();
});

test('an engine that is killed with the API, which does not come back', options, async () => {
  const faults = await injectAll(15);
  await Promise.all([engine.end('SIGKILL'), api.kill()]);
  await engine.start();
  await nothingIsLeft({ withinMs: 60_000, jobs: 'running' });
  await api.start();
  for (const { id } of faults) await waitFor(id, 'ended');
  await nothingIsLeft();
});

function faultOn(name: string, fault: Part, shows: (traces: Traces) => boolean) {
  return { node: { name: `restart-${name}`, limits }, fault, shows };
}

async function injectAll(durationSeconds: number): Promise<Fault[]> {
  const body = (each: (typeof cases)[number]) => ({
    ...each.fault,
    targets: { nodes: [each.node.name] },
    durationSeconds,
  });
  const created = await Promise.all(cases.map((each) => api.client('faultCreate', { body: body(each) })));
  const faults = await Promise.all(created.map((fault) => waitFor((fault as Fault).id, 'active')));
  await everyFaultShows();
  return faults;
}

async function waitFor(id: string, state: Fault['state']): Promise<Fault> {
  const ask = async () => {
    const fault = await api.client('faultGet', { params: { id } });
    return fault.state === state ? fault : undefined;
  };
  return eventually(`fault ${id} ${state}`, ask, 60_000);
}

async function readAll(): Promise<Map<string, Traces>> {
  const read = cases.map(async ({ node }) => [node.name, await readTraces(containerOfNode(node))] as const);
  return new Map(await Promise.all(read));
}

async function everyFaultShows(): Promise<void> {
  for (const { node, shows } of cases) {
    const look = async () => shows(await readTraces(containerOfNode(node))) || undefined;
    await eventually(`the fault on ${node.name}`, look, 30_000);
  }
}

/** What is told of a job that is left. */
const jobFormat = '{{.Names}}, {{.Status}}, {{.Command}}';

/** Waits until every node is as it was before any fault, and no job is left. */
async function nothingIsLeft({ withinMs = 30_000, jobs = 'all' as 'all' | 'running' } = {}): Promise<void> {
  let last: unknown;
  const look = async () => {
    try {
      for (const [name, traces] of await readAll()) assertSameTraces(traces, clean.get(name), name);
      const list = [
        ...['ps', '--filter', 'label=dsp.job=fault', '--format', jobFormat],
        ...(jobs === 'all' ? ['--all'] : []),
      ];
      assert.equal(await docker(list), '');
      return true;
    } catch (error) {
      last = error;
      return undefined;
    }
  };
  await eventually('every node as it was', look, withinMs).catch(async () => {
    throw new Error(`${String(last)}\n${await whatTheApiSays()}`, { cause: last });
  });
}

/** The faults that are not over for the API, with what stands in the way: why something is left. */
async function whatTheApiSays(): Promise<string> {
  const answer = await api.client('faultList', {}).catch((error: unknown) => String(error));
  if (typeof answer === 'string') return answer;
  const live = answer.faults.filter(({ state }) => state !== 'ended' && state !== 'failed');
  return live
    .map(({ id, kind, state, problem }) => `${id} ${kind} ${state} ${problem?.detail ?? ''}`)
    .join('\n');
}
