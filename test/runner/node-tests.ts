import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommand, root, runCommand } from './command.ts';
import { single, type SuiteResult } from './suite.ts';
import { countTap } from './tap.ts';

/**
 * Runs files of tests with Node's own runner, which shows them on the terminal, and counts from its TAP report.
 *
 * @param concurrency Files at once; 1 for tests that share the one platform.
 */
export async function runNodeTests(files: string[], concurrency?: number): Promise<SuiteResult> {
  if (files.length === 0) return single('There are no test files here.', false);
  const folder = await mkdtemp(join(tmpdir(), 'dsp-tap-'));
  const report = join(folder, 'report.tap');
  try {
    const reporters = ['spec', 'tap'].map((name) => `--test-reporter=${name}`);
    const destinations = ['stdout', report].map((target) => `--test-reporter-destination=${target}`);
    const parallel = concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`];
    const runner = ['--import', 'tsx', '--test', ...reporters, ...destinations, ...parallel, ...files];
    const code = await runCommand(process.execPath, runner);
    return countTap(await readFile(report, 'utf8').catch(() => ''), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Test files that git knows or would take, by pathspecs such as `server/**\/*.test.ts`. */
export async function findTests(...pathspecs: string[]): Promise<string[]> {
  const globs = pathspecs.map((pathspec) => `:(glob)${pathspec}`);
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...globs];
  const { output } = await readCommand('git', list, { cwd: root });
  return [...new Set(output.split('\n').filter(Boolean))].sort();
}
