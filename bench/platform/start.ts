import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LastStart } from '../../cli/start/last-start.ts';
import { atMost, percentile, plain, type Figure } from '../measure.ts';

const root = join(import.meta.dirname, '..', '..');

/** Seconds of starts with every image at hand, and of the last one for which images had to be made. */
export function measureStarts(times: number): Figure[] {
  const before = readLastStart();
  const warm = Array.from({ length: times }, () => {
    dsp('stop');
    dsp('start', '--yes');
    return readLastStart()?.seconds ?? Number.NaN;
  });
  return [
    atMost(`npm start to live traffic, images at hand (median of ${times})`, percentile(warm, 0.5), 15, 's'),
    ...coldFigures(before),
  ];
}

/** Figures of a start that made images; none when the last start had nothing to make. */
export function coldFigures(start: LastStart | undefined): Figure[] {
  const made = start?.images.filter(({ how }) => how === 'built' || how === 'pulled') ?? [];
  if (start === undefined || made.length === 0) return [];
  return [
    atMost('npm start to live traffic, no images', start.seconds, 720, 's'),
    ...(start.completeSeconds === null
      ? []
      : [plain('npm start to complete, no images', start.completeSeconds, 's')]),
    ...made.map(({ name, how, seconds }) => plain(`image ${name}, ${how}`, seconds, 's')),
  ];
}

/** Runs the command line tool as a person does. @throws Error when it fails. */
export function dsp(...args: string[]): void {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`dsp ${args.join(' ')} ended with code ${status}.`);
}

function readLastStart(): LastStart | undefined {
  try {
    return JSON.parse(readFileSync(join(root, '.dsp', 'last-start.json'), 'utf8')) as LastStart;
  } catch {
    return undefined;
  }
}
