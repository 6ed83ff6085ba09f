import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram, measure, readReport, type Exactness, type Measured } from './exactness.ts';
import { inUserModeLinux, missingUserModeLinux } from './user-mode-linux.ts';

/** The shaper and the kernel's netem at the same points, measured by the same program. */
export interface SideBySide {
  netem: Exactness;
  /** On the kernel that netem was measured on. */
  shaper: Exactness;
  /** On this machine's own kernel, where that is another one. */
  shaperHere?: Exactness;
}

const sections = 'latency,jitter,share,bandwidth';

/** Measures a few points with both emulators, here or in user-mode Linux; or says why that cannot be done. */
export async function measureSideBySide(reports: string): Promise<SideBySide | string> {
  const folder = mkdtempSync(join(tmpdir(), 'dsp-netem-'));
  try {
    const bench = buildProgram('shaperbench', folder);
    const shaper = ['-shaper', buildProgram('shaper', folder)];
    const here = (name: string, ...args: string[]): Exactness => {
      const report = join(reports, `${name}.json`);
      const found = measure(
        bench,
        [...['-points', 'few'], '-only', sections, '-json', report, ...args],
        report,
      );
      if (found === undefined) throw new Error(`${name} was not measured: see the line above.`);
      return found;
    };
    if (hasNetem(bench)) {
      return { netem: here('netem', '-against', 'netem'), shaper: here('shaper-points few', ...shaper) };
    }
    const missing = missingUserModeLinux();
    if (missing !== undefined) return `This kernel has no netem. ${missing}`;
    const apart = await inBoth(folder, reports);
    return typeof apart === 'string' ? apart : { ...apart, shaperHere: here('shaper-here', ...shaper) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether this machine's own kernel has netem. */
function hasNetem(bench: string): boolean {
  const { status } = spawnSync(bench, ['-against', 'netem', '-only', 'nothing'], { stdio: 'ignore' });
  return status === 0;
}

async function inBoth(folder: string, reports: string): Promise<SideBySide | string> {
  const bench = join(folder, 'shaperbench');
  const report = (name: string): string => join(folder, `${name}.json`);
  // Netem acts on what leaves. User-mode Linux has no NFQUEUE for IP: the shaper does ingress there without it.
  const both = `-points few -directions egress -only ${sections}`;
  const everyWay = `-points few -only ${sections}`;
  console.log('In user-mode Linux: netem, then the shaper, then netem at ingress.');
  const printed = await inUserModeLinux(
    folder,
    [
      `${bench} -against netem ${both} -json ${report('netem')}`,
      `${bench} -shaper ${join(folder, 'shaper')} ${everyWay} -json ${report('shaper')}`,
      `${bench} -against netem -points few -directions ingress -only latency -json ${report('ingress')}`,
    ],
    { show: true },
  );
  const names = ['netem', 'shaper', 'ingress'];
  if (!names.every((name) => existsSync(report(name)))) {
    return `User-mode Linux did not measure to the end: ${printed.trim().split('\n').at(-1) ?? ''}`;
  }
  for (const name of names) copyFileSync(report(name), join(reports, `user-mode-linux-${name}.json`));
  const netem = readReport(report('netem'));
  const ingress = readReport(report('ingress')).results.filter(({ direction }) => direction === 'ingress');
  return {
    netem: { ...netem, results: [...ingress, ...netem.results] },
    shaper: readReport(report('shaper')),
  };
}

/** The table: what was asked of netem, and what each made of it. */
export function sideBySideRows({ netem, shaper, shaperHere }: SideBySide): string[][] {
  const runs = [netem, shaper, ...(shaperHere === undefined ? [] : [shaperHere])];
  const rows = netem.results
    .filter(({ kind }) => kind !== '')
    .map((line) => [
      `${line.what}, ${line.asked}`,
      ...runs.map(({ results }) => results.find((other) => isSamePoint(other, line))?.measured ?? ''),
    ]);
  return [['Asked', ...runs.map(({ conditions: c }) => `${c.emulator}, Linux ${c.kernel}`)], ...rows];
}

function isSamePoint(one: Measured, other: Measured): boolean {
  return one.what === other.what && one.asked === other.asked;
}
