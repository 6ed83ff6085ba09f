/**
 * Measures faults: `npm run bench:faults`.
 *
 * How exact the shaper is comes from `stack/shaper/cmd/shaperbench`, which measures with ping, iperf3 and numbered
 * packets between network namespaces of its own (needs root, Go, iperf3, ping, nft). How quick a fault is on and off
 * is measured through the API of the platform, which must run. What cannot be measured here is said and left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { client } from '../../test/stack/support/platform.ts';
import { machine, printTable, writeJson } from '../report.ts';
import { measureApplyTime } from './apply-time.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.dsp', 'bench');
mkdirSync(folder, { recursive: true });

console.log(`${machine()}\n`);
const { status } = spawnSync('go', ['run', './cmd/shaperbench', '-json', join(folder, 'shaper.json')], {
  cwd: join(root, 'stack', 'shaper'),
  stdio: 'inherit',
});
if (status !== 0) console.log('\nHow exact the shaper is was not measured: see the line above.');

const isRunning = await client('nodeList', {}).then(
  () => true,
  () => false,
);
if (isRunning) {
  console.log('');
  const figures = await measureApplyTime();
  printTable(figures);
  console.log(`\nWritten to ${writeJson('faults', figures)}`);
} else {
  console.log('\nHow quick faults are was not measured: the platform does not run. Start it: npm start');
}
