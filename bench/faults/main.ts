/**
 * Measures faults: `npm run bench:faults`, or some of it: `npm run bench:faults -- exactness netem api`.
 *
 * - `exactness`: how exact the shaper is, by `stack/shaper/cmd/shaperbench`, with ping, iperf3 and numbered packets
 *   between network namespaces of its own. Needs root, Go, iperf3, ping, nft.
 * - `netem`: the same for the kernel's netem, side by side; in user-mode Linux where this kernel has none.
 * - `api`: how quick and how exact a fault is that the API of the running platform switches on.
 * - `soak`, only when it is asked for: faults of every kind started and ended at random, with crashes of the API, and
 *   whether anything of them is left. `npm run bench:faults -- soak minutes=10 faults=50 seed=1` are its defaults. It
 *   ends with code 1 when something is left.
 *
 * The others write JSON; the first two also the picture for the docs. What cannot be measured here is said and left
 * out.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { client } from '../../test/stack/support/platform.ts';
import type { Figure } from '../measure.ts';
import { machine, printRows, printTable, writeJson } from '../report.ts';
import { measureApplyTime } from './apply-time.ts';
import { measureContainerLatency } from './container-latency.ts';
import { drawPanels } from './draw-panels.ts';
import { buildProgram, measure, readReport } from './exactness.ts';
import { panelsOf } from './picture.ts';
import { measureSideBySide, sideBySideRows, type SideBySide } from './side-by-side.ts';
import { soak } from './soak.ts';

const root = join(import.meta.dirname, '..', '..');
const reports = join(root, '.dsp', 'bench');
const picture = join(root, 'docs', 'images', 'faults-exactness.svg');
const shaperReport = join(reports, 'shaper.json');
const bothReport = join(reports, 'netem-and-shaper.json');
const asked = process.argv.slice(2);

function measureExactness(): void {
  const folder = mkdtempSync(join(tmpdir(), 'dsp-shaper-'));
  try {
    const shaper = buildProgram('shaper', folder);
    const bench = buildProgram('shaperbench', folder);
    const found = measure(bench, ['-shaper', shaper, '-json', shaperReport], shaperReport);
    if (found === undefined) console.log('\nHow exact the shaper is was not measured: see the line above.');
    else console.log(`\nWritten to ${shaperReport}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareWithNetem(): Promise<void> {
  const both = await measureSideBySide(reports);
  if (typeof both === 'string') return console.log(`\nNetem was not measured. ${both}`);
  console.log('');
  printRows(sideBySideRows(both));
  writeFileSync(bothReport, `${JSON.stringify({ machine: machine(), ...both }, null, 2)}\n`);
  console.log(`\nWritten to ${bothReport}`);
}

function draw(): void {
  const shaper = existsSync(shaperReport) ? readReport(shaperReport) : undefined;
  const both = existsSync(bothReport) ? readReport<SideBySide>(bothReport) : undefined;
  if (shaper === undefined && both === undefined) return;
  writeFileSync(picture, drawPanels('How exact faults are', panelsOf(shaper, both)));
  console.log(`Drawn: ${picture}`);
}

async function measureThroughApi(): Promise<void> {
  const isRunning = await client('nodeList', {}).then(
    () => true,
    () => false,
  );
  if (!isRunning) {
    console.log('\nHow quick faults are was not measured: the platform does not run. Start it: npm start');
    return;
  }
  const figures = [...(await measureApplyTime()), ...(await tryContainerLatency())];
  console.log('');
  printTable(figures);
  console.log(`\nWritten to ${writeJson('faults', figures)}`);
}

async function tryContainerLatency(): Promise<Figure[]> {
  try {
    return await measureContainerLatency();
  } catch (error) {
    console.log(`\nHow exact a fault through the API is was not measured: ${(error as Error).message}`);
    return [];
  }
}

async function soakForMinutes(): Promise<void> {
  const value = (name: string, otherwise: number): number =>
    Number(asked.find((each) => each.startsWith(`${name}=`))?.split('=')[1] ?? otherwise);
  await soak({ minutes: value('minutes', 10), faults: value('faults', 50), seed: value('seed', 1) }).catch(
    (error: unknown) => {
      process.exitCode = 1;
      throw error;
    },
  );
}

const parts: [name: string, run: () => void | Promise<void>][] = [
  ['exactness', measureExactness],
  ['netem', compareWithNetem],
  ['draw', draw],
  ['api', measureThroughApi],
];
if (asked.includes('soak')) parts.push(['soak', soakForMinutes]);

mkdirSync(reports, { recursive: true });
console.log(`${machine()}\n`);
for (const [name, run] of parts) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  await Promise.resolve()
    .then(run)
    .catch((error: Error) => console.log(`\n${name}: ${error.message}`));
}
