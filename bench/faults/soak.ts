import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../contract/problems.ts';
import { mulberry32 } from '../../server/faults/random.ts';
import { docker } from '../../test/stack/support/docker.ts';
import { eventually } from '../../test/stack/support/eventually.ts';
import { client } from '../../test/stack/support/platform.ts';
import { killApi, startApi } from '../../test/stack/support/platform-api.ts';
import { containerOfNode, removeTestNodes, startNode } from '../../test/stack/support/test-node.ts';
import { assertSameTraces, readTraces, type Traces } from '../../test/stack/support/trace-of-fault.ts';
import { pick, randomFault } from './random-fault.ts';
import { readOthers } from './others.ts';

/** What a soak is to do. The same seed does the same things, though not at the same moments. */
export interface SoakOptions {
  minutes: number;
  /** Faults to start in that time. */
  faults: number;
  seed: number;
}

const nodes = [
  { name: 'soak-cpus', limits: ['--cpus', '1', '--memory', '96m'] },
  { name: 'soak-quota', limits: ['--cpu-period', '50000', '--cpu-quota', '40000', '--memory', '96m'] },
  { name: 'soak-unlimited', limits: ['--memory', '96m'] },
];

/** How likely each thing is to be done next. */
const startShare = 0.6;
const endShare = 0.25;
const haltShare = 0.08;

/** Until a node whose faults are over has to be as it was, milliseconds. */
const healedWithinMs = 10_000;

/**
 * Starts and ends faults of every kind at random for some minutes, kills the API now and then, and looks from outside
 * whether each node is as it was whenever no fault is on it, and whether nobody else was touched. Needs the running
 * platform; makes nodes of its own and removes them.
 *
 * @throws Error saying what is left, when a fault has left something behind.
 */
export async function soak(options: SoakOptions): Promise<void> {
  const tally = new Map<string, number>();
  const count = (what: string): void => void tally.set(what, (tally.get(what) ?? 0) + 1);
  try {
    await removeTestNodes();
    await Promise.all(nodes.map(startNode));
    await sleep(1_000);
    const others = await readOthers();
    await disturb(options, await createWatch(), count);
    assert.deepEqual(await readOthers(), others, 'containers that no fault was for');
    console.log(
      `${options.faults} faults in ${options.minutes} minutes, nothing left. Seed ${options.seed}.`,
    );
  } finally {
    for (const [what, times] of [...tally].sort()) console.log(`${String(times).padStart(4)} ${what}`);
    await startApi();
    await client('faultHalt', {});
    await removeTestNodes();
  }
}

async function disturb({ minutes, faults, seed }: SoakOptions, watch: Watch, count: Count): Promise<void> {
  const random = mulberry32(seed);
  const endMs = Date.now() + minutes * 60_000;
  let started = 0;
  while (started < faults) {
    const dice = random();
    if (dice < startShare) started += await startOne(random, watch, count);
    else if (dice < startShare + endShare) await endOne(count);
    else if (dice < startShare + endShare + haltShare)
      await client('faultHalt', {}).then(() => count('halts'));
    else await crash(random, count);
    await watch.lookAtIdle(count);
    const stepsLeft = Math.max(1, (faults - started) / startShare);
    await sleep((random() * 2 * Math.max(0, endMs - Date.now())) / stepsLeft);
  }
  await client('faultHalt', {});
  await watch.lookAtAll(count);
  const jobs = await docker(['ps', '--all', '--quiet', '--filter', 'label=dsp.job=fault']);
  if (jobs !== '') throw new Error(`Jobs are left: ${jobs}`);
}

type Count = (what: string) => void;

/** How many faults were started: one, or none. */
async function startOne(random: () => number, watch: Watch, count: Count): Promise<number> {
  const { name } = pick(random, nodes);
  const fault = randomFault(random, name);
  try {
    await client('faultCreate', { body: fault });
    watch.touched.add(name);
    count(`${fault.kind} started`);
    return 1;
  } catch (error) {
    // A node that a fault has just stopped, or that is on its way back, takes no other one.
    if (!(error instanceof ProblemError)) throw error;
    count(`refused: ${error.code}`);
    return 0;
  }
}

async function endOne(count: Count): Promise<void> {
  const [fault] = await liveFaults();
  if (fault === undefined) return;
  await client('faultEnd', { params: { id: fault.id } }).catch(() => undefined);
  count('ended by DELETE');
}

async function crash(random: () => number, count: Count): Promise<void> {
  await killApi();
  await sleep(random() * 4_000);
  await startApi();
  count('crashes of the API');
}

async function liveFaults() {
  const { faults } = await client('faultList', {});
  const names: readonly string[] = nodes.map(({ name }) => name);
  return faults.filter(
    ({ state, targets }) => !/ended|failed/.test(state) && targets.some((target) => names.includes(target)),
  );
}

/** Knows how the nodes were before any fault. */
interface Watch {
  /** Nodes that had a fault since they were last looked at. */
  touched: Set<string>;
  /** Looks at the nodes that were touched and have no fault now. */
  lookAtIdle(count: Count): Promise<void>;
  lookAtAll(count: Count): Promise<void>;
}

async function createWatch(): Promise<Watch> {
  const clean = new Map<string, Traces>();
  for (const node of nodes) clean.set(node.name, await readTraces(containerOfNode(node)));
  const touched = new Set<string>();

  async function isAsItWas(name: string, count: Count): Promise<void> {
    count('looks');
    let last: unknown;
    const look = async (): Promise<true | undefined> => {
      try {
        assertSameTraces(await readTraces(containerOfNode({ name, limits: [] })), clean.get(name), name);
        return true;
      } catch (error) {
        last = error;
        return undefined;
      }
    };
    await eventually(`${name} as it was`, look, healedWithinMs).catch(() => {
      throw last;
    });
  }

  return {
    touched,
    async lookAtIdle(count) {
      const busy = new Set((await liveFaults()).flatMap(({ targets }) => targets));
      for (const name of touched) {
        if (busy.has(name)) continue;
        await isAsItWas(name, count);
        touched.delete(name);
      }
    },
    async lookAtAll(count) {
      for (const { name } of nodes) await isAsItWas(name, count);
    },
  };
}
