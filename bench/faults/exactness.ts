import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of what `shaperbench` measured. */
export interface Measured {
  section: string;
  what: string;
  asked: string;
  measured: string;
  target: string;
  met: boolean;
  kind: string;
  direction: string;
  /** All numbers, named with their unit; an offset is measured minus asked. */
  figures: Record<string, number>;
}

/** One run of `shaperbench`. */
export interface Exactness {
  conditions: { kernel: string; processors: number; load: string; at: string; emulator: string };
  results: Measured[];
}

const shaperFolder = join(import.meta.dirname, '..', '..', 'stack', 'shaper');

/** Builds a program of the shaper, static, so that it runs wherever its kernel does. */
export function buildProgram(name: 'shaper' | 'shaperbench', folder: string): string {
  const path = join(folder, name);
  const { status, error } = spawnSync('go', ['build', '-o', path, `./cmd/${name}`], {
    cwd: shaperFolder,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (error !== undefined) throw new Error('Go is not installed on this machine.');
  if (status !== 0) throw new Error(`${name} cannot be built.`);
  return path;
}

/** Runs a command that writes a report, showing what it prints. `undefined` when it failed, which it says itself. */
export function measure(command: string, args: string[], report: string): Exactness | undefined {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return status === 0 ? readReport(report) : undefined;
}

/** Reads a report that was written here. */
export function readReport<Report = Exactness>(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}
