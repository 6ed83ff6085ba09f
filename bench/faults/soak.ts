/**
 * Starts and ends faults of every kind at random for some minutes, and looks from outside whether each node is as it
 * was whenever no fault is on it. Needs the running platform; makes nodes of its own and removes them.
 *
 *     npx tsx bench/faults/soak.ts [minutes=10] [faults=50] [seed=1]
 *
 * Ends with code 1, saying what is left, when a fault has left something behind.
 */
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

const [minutes = 10, wanted = 50, seed = 1] = process.argv.slice(2).map(Number);
const random = mulberry32(seed);

const nodes = [
  { name: 'soak-cpus', limits: ['--cpus', '1', '--memory', '96m'] },
  { name: 'soak-quota', limits: ['--cpu-period', '50000', '--cpu-quota', '40000', '--memory', '96m'] },
  { name: 'soak-unlimited', limits: ['--memory', '96m'] },
];
const clean = new Map<string, Traces>();
const tally = new Map<string, number>();
/** Nodes that had a fault since they were last looked at. */
const touched = new Set<string>();
let started = 0;
let looks = 0;

function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

async function liveFaults() {
  const { faults } = await client('faultList', {});
  return faults.filter(
    ({ state, targets }) => !/ended|failed/.test(state) && targets[0]?.startsWith('soak-'),
  );
}

async function startOne(): Promise<void> {
  const { name } = pick(random, nodes);
  const fault = randomFault(random, name);
  try {
    await client('faultCreate', { body: fault });
    started += 1;
    touched.add(name);
    count(`${fault.kind} started`);
  } catch (error) {
    // A node that a fault has just stopped, or that is on its way back, takes no other one.
    if (!(error instanceof ProblemError) && !/409/.test(String(error))) throw error;
    count('refused');
  }
}

async function endOne(): Promise<void> {
  const [fault] = await liveFaults();
  if (fault === undefined) return;
  await client('faultEnd', { params: { id: fault.id } }).catch(() => undefined);
  count('ended by DELETE');
}

/** Looks at the nodes that were touched and have no fault now. */
async function lookAtIdle(): Promise<void> {
  const busy = new Set((await liveFaults()).flatMap(({ targets }) => targets));
  for (const name of touched) {
    if (busy.has(name)) continue;
    await isAsItWas(name);
    touched.delete(name);
  }
}

async function isAsItWas(name: string): Promise<void> {
  looks += 1;
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
  await eventually(`${name} as it was`, look, 10_000).catch(() => {
    throw last;
  });
}

async function crash(): Promise<void> {
  await killApi();
  await sleep(random() * 4_000);
  await startApi();
  count('crashes of the API');
}

async function soak(): Promise<void> {
  const pauseMs = (minutes * 60_000) / (wanted * 2);
  while (started < wanted) {
    const dice = random();
    if (dice < 0.6) await startOne();
    else if (dice < 0.85) await endOne();
    else if (dice < 0.93) await client('faultHalt', {}).then(() => count('halts'));
    else await crash();
    await lookAtIdle();
    await sleep(random() * pauseMs);
  }
  await client('faultHalt', {});
  for (const { name } of nodes) await isAsItWas(name);
  const jobs = await docker(['ps', '--all', '--quiet', '--filter', 'label=dsp.job=fault']);
  if (jobs !== '') throw new Error(`Jobs are left: ${jobs}`);
}

try {
  await removeTestNodes();
  await Promise.all(nodes.map(startNode));
  await sleep(1_000);
  for (const node of nodes) clean.set(node.name, await readTraces(containerOfNode(node)));
  await soak();
  console.log(`${started} faults, ${looks} looks, nothing left. Seed ${seed}.`);
} finally {
  for (const [what, times] of [...tally].sort()) console.log(`${String(times).padStart(4)} ${what}`);
  await startApi();
  await client('faultHalt', {});
  await removeTestNodes();
}
