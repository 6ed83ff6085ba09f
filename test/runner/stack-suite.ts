import { runCommand } from './command.ts';
import { findTests, runNodeTests } from './node-tests.ts';
import { single, total, type SuiteResult } from './suite.ts';

const cli = ['--import', 'tsx', 'cli/main.ts'];

/**
 * Starts the platform as a person does, tests it, and takes it away with its data. A platform that ran already
 * is used as it is and left running.
 */
export async function runStackTests(): Promise<SuiteResult> {
  const wasRunning = await isRunning();
  const started = await runCommand(process.execPath, [...cli, 'start', '--yes']);
  const start = single(`npm start: exit code ${started}`, started === 0);
  try {
    if (started !== 0) return start;
    // One after another: they share one platform, and break it on purpose.
    return total([
      start,
      await runNodeTests(await findTests('test/stack/**/*.test.ts', 'test/page/**/*.test.ts'), 1),
    ]);
  } finally {
    if (!wasRunning) await runCommand(process.execPath, [...cli, 'stop', '--volumes', '--yes']);
  }
}

async function isRunning(): Promise<boolean> {
  const url = 'http://127.0.0.1:5050/api/health';
  return fetch(url, { signal: AbortSignal.timeout(3_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
