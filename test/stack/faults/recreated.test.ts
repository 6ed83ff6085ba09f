import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, afterEach, before } from 'node:test';
import type { Fault, FaultRequestInput } from '../../../contract/faults/fault.ts';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { client, halt, injectFault, waitForFault } from '../support/platform.ts';
import { killApi, startApi } from '../support/platform-api.ts';
import { assertSameTraces, readTraces, type Traces } from '../support/trace-of-fault.ts';

/*
 * Nodes of a person's own Compose project, which Compose makes anew during a fault: other containers under the same
 * names. And two deaths at once: the platform, and the keepers that would have ended its faults.
 */

const project = 'dsp-test-recreated';
const kinds = ['latency', 'pause', 'stop', 'kill', 'cpu'] as const;
const nodeOf = (kind: string): string => `recreated-${kind}`;
const containerOf = (kind: string): string => `${project}-${kind}-1`;

let folder: string;
let clean: Map<string, Traces>;

before(async () => {
  await startApi();
  await halt();
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  await writeFile(join(folder, 'compose.yaml'), JSON.stringify(composition()));
  await compose('up', '--detach');
  await nodesAreKnown();
  clean = await readAll();
});

afterEach(async () => {
  await startApi();
  await halt();
  await compose('up', '--detach', '--force-recreate');
  await nodesAreKnown();
});

after(async () => {
  await compose('down', '--timeout', '0').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

test('nodes that Compose makes anew get the faults that hold, and are as they were after their end', async () => {
  const faults = await injectAll(90);
  await compose('up', '--detach', '--force-recreate');
  // Who makes a node anew wants it to run, but a fault that holds it goes on; a crash is over with the container.
  await eventually(
    'the faults on the new nodes',
    async () => {
      const [latency, pause, stop, cpu] = await Promise.all(
        (['latency', 'pause', 'stop', 'cpu'] as const).map((kind) => readTraces(containerOf(kind))),
      );
      const areOn =
        pause?.state === 'paused' && stop?.state === 'exited' && cpu?.settings['NanoCpus'] === 2e8;
      return (areOn && /dsp-/.test(latency?.network ?? '')) || undefined;
    },
    30_000,
  );
  await Promise.all(faults.map(({ id }) => client('faultEnd', { params: { id } })));
  await nothingIsLeft();
});

test('API and keepers killed, nodes made anew: all is well before the API is back, and after', async () => {
  const faults = await injectAll(8);
  await twoDeaths();
  await compose('up', '--detach', '--force-recreate');
  // Whatever was done to the old containers is gone with them.
  await nothingIsLeft('running');
  await startApi();
  for (const { id } of faults) await waitForFault(id, 'ended');
  await nothingIsLeft();
});

test('API and keepers killed: what the kernel holds ends by itself, the rest when the API is back', async () => {
  const faults = await injectAll(6);
  await twoDeaths();
  await eventually(
    'the end of the latency',
    async () => {
      const { network } = await readTraces(containerOf('latency'));
      return network === clean.get('latency')?.network || undefined;
    },
    30_000,
  );
  // Nobody is left who could resume, start or unlimit these; this is the one case that does not end by itself.
  assert.equal((await readTraces(containerOf('pause'))).state, 'paused');
  await startApi();
  for (const { id } of faults) await waitForFault(id, 'ended');
  await nothingIsLeft();
});

function composition(): object {
  const service = (kind: string): object => ({
    image: 'dsp/service-b:0.1.0',
    pull_policy: 'never',
    labels: { 'dsp.node': nodeOf(kind), 'dsp.test': 'true' },
    networks: ['lab'],
    cpus: 1,
    mem_limit: '96m',
    healthcheck: { disable: true },
  });
  const services = Object.fromEntries(kinds.map((kind) => [kind, service(kind)]));
  return { name: project, services, networks: { lab: { name: 'dsp', external: true } } };
}

async function compose(...words: string[]): Promise<void> {
  await docker(['compose', '--file', join(folder, 'compose.yaml'), ...words], undefined, 120_000);
}

async function nodesAreKnown(): Promise<void> {
  await eventually('the nodes', async () => {
    const { nodes } = await client('nodeList', {});
    const running = nodes.filter(({ state }) => state === 'running').map(({ name }) => name);
    return kinds.every((kind) => running.includes(nodeOf(kind))) || undefined;
  });
}

async function injectAll(durationSeconds: number): Promise<Fault[]> {
  const parts = {
    latency: { kind: 'latency', direction: 'both' },
    pause: { kind: 'pause', driver: 'engine' },
    stop: { kind: 'stop', params: { graceSeconds: 1 }, driver: 'engine' },
    kill: { kind: 'kill', driver: 'engine' },
    cpu: { kind: 'cpu', params: { cores: 0.2 } },
  } as const;
  const inject = (kind: (typeof kinds)[number]): Promise<Fault> =>
    injectFault({ ...parts[kind], targets: { nodes: [nodeOf(kind)] }, durationSeconds } as FaultRequestInput);
  return Promise.all(kinds.map(inject));
}

/** Kills the API first, so that it cannot give a fault another keeper; then all keepers of the test's nodes. */
async function twoDeaths(): Promise<void> {
  await killApi();
  const jobs = await docker(['ps', '--format', '{{.Names}}', '--filter', 'label=dsp.job=fault']);
  const keepers = jobs.split('\n').filter((name) => /keeper-.*recreated-/.test(name));
  assert.equal(keepers.length, kinds.length - 1, keepers.join());
  await docker(['rm', '--force', ...keepers]);
}

async function readAll(): Promise<Map<string, Traces>> {
  const read = kinds.map(async (kind) => [kind, await readTraces(containerOf(kind))] as const);
  return new Map(await Promise.all(read));
}

/** Waits until every node is as it was before any fault, and no job is left. */
async function nothingIsLeft(jobs: 'all' | 'running' = 'all'): Promise<void> {
  let last: unknown;
  const look = async (): Promise<true | undefined> => {
    try {
      for (const [kind, traces] of await readAll()) assertSameTraces(traces, clean.get(kind), kind);
      const list = ['ps', '--quiet', '--filter', 'label=dsp.job=fault', ...(jobs === 'all' ? ['--all'] : [])];
      assert.equal(await docker(list), '');
      return true;
    } catch (error) {
      last = error;
      return undefined;
    }
  };
  await eventually('every node as it was', look, 40_000).catch(() => {
    throw last;
  });
}
