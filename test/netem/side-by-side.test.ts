/**
 * A few points of the shaper and of the kernel's netem, measured by the same program on the same kernel: this
 * machine's where it has netem, otherwise that of user-mode Linux. Netem is the witness that the measuring is right.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { buildProgram, readReport, type Exactness, type Measured } from '../../bench/faults/exactness.ts';
import { inUserModeLinux, missingUserModeLinux } from '../../bench/faults/user-mode-linux.ts';

const folder = mkdtempSync(join(tmpdir(), 'dsp-netem-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const points = ['-points', 'one', '-only', 'latency,share,bandwidth'];
const emulators = ['netem', 'shaper'];
// User-mode Linux has no nftables for IP: there the shaper does ingress as on a kernel without NFQUEUE.
const directions: Record<string, string> = { netem: 'egress', shaper: 'ingress,egress' };
const found = await measureBoth();
const skip = typeof found === 'string' ? found : false;

/** Reports by emulator, or why there are none on this machine. */
async function measureBoth(): Promise<Map<string, Exactness> | string> {
  if (process.getuid?.() !== 0) return 'Network namespaces need root.';
  if (spawnSync('go', ['version']).status !== 0) return 'Go is not installed on this machine.';
  const bench = buildProgram('shaperbench', folder);
  const shaper = buildProgram('shaper', folder);
  const report = (emulator: string): string => join(folder, `${emulator}.json`);
  const commands = emulators.map((emulator) => [
    ...[bench, '-against', emulator, '-shaper', shaper, '-json', report(emulator)],
    ...['-directions', directions[emulator] ?? '', ...points],
  ]);
  const hasNetem = spawnSync(bench, ['-against', 'netem', '-only', 'nothing']).status === 0;
  let printed: string;
  if (hasNetem) {
    printed = commands.map(([program = '', ...args]) => spawnSync(program, args).stderr.toString()).join('');
  } else {
    const missing = missingUserModeLinux();
    if (missing !== undefined) return `This kernel has no netem. ${missing}`;
    printed = await inUserModeLinux(
      folder,
      ['echo booted', ...commands.map((command) => `${command.join(' ')} 2>&1`)],
      { limitMs: 300_000 },
    );
    if (!printed.includes('booted')) return 'User-mode Linux does not start on this machine.';
  }
  for (const emulator of emulators) assert.ok(existsSync(report(emulator)), `no report: ${printed}`);
  return new Map(emulators.map((emulator) => [emulator, readReport(report(emulator))]));
}

function linesOf(emulator: string, section: string): Measured[] {
  const results = (found as Map<string, Exactness>).get(emulator)?.results ?? [];
  const lines = results.filter((line) => line.section === section && line.kind !== '');
  assert.ok(lines.length > 0, `${emulator}: nothing was measured of ${section}`);
  return lines;
}

for (const emulator of emulators) {
  test(`${emulator}: the median of an added latency is what was asked`, { skip }, () => {
    for (const { what, measured, figures } of linesOf(emulator, 'latency')) {
      // Slow system calls of user-mode Linux are in it.
      assert.ok(Math.abs(figures['medianOffMs'] ?? NaN) < 2, `${what}: ${measured}`);
    }
  });

  test(`${emulator}: of the packets, the share that was asked is hit`, { skip }, () => {
    for (const { what, measured, kind, figures } of linesOf(emulator, 'share')) {
      const { packets = NaN, hit = NaN, askedPercent = NaN } = figures;
      const share = askedPercent / 100;
      // So far off comes by chance less than once in 100,000 times.
      const chance = 4.4 * Math.sqrt(packets * share * (1 - share));
      // What netem damages in the Ethernet header's source address arrives all the same.
      const unseen = emulator === 'netem' && kind === 'corrupt' ? 0.1 * packets * share : 0;
      assert.ok(hit < packets * share + chance, `${what}: ${measured}`);
      assert.ok(hit > packets * share - chance - unseen, `${what}: ${measured}`);
    }
  });

  test(`${emulator}: a rate is what was asked, within 3 %`, { skip }, () => {
    for (const { what, measured, figures } of linesOf(emulator, 'bandwidth')) {
      assert.ok(Math.abs(figures['offShare'] ?? NaN) < 0.03, `${what}: ${measured}`);
    }
  });
}
