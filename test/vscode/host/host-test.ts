import { appendFileSync } from 'node:fs';

/** What a test inside the extension host came to; one line of the report each. */
export interface HostResult {
  name: string;
  ms: number;
  /** What it measured or noticed. */
  notes: string[];
  /** Why it failed; absent when it did not. */
  failure?: string;
  /** Why it could not be tried. */
  skipped?: string;
}

/** What a test can say besides failing. */
export interface HostContext {
  note(text: string): void;
  skip(reason: string): void;
  /** Called after the test, the last one first. */
  after(act: () => unknown): void;
}

type HostTest = [name: string, act: (t: HostContext) => Promise<void> | void];

const tests: HostTest[] = [];

/**
 * A test that runs inside the extension host, one after another. Not of `node:test`, which reports to the output of
 * its process: that belongs to the editor here.
 */
export function hostTest(...test: HostTest): void {
  tests.push(test);
}

/** Name of the last line of a report. */
export const endOfSuite = 'end of the suite';

/** Runs all tests and writes a line of JSON for each into a file. @returns The names of those that failed. */
export async function runHostTests(report: string): Promise<string[]> {
  const failed: string[] = [];
  for (const test of tests.filter(([name]) => isWanted(name))) {
    const result = await runOne(test);
    appendFileSync(report, `${JSON.stringify(result)}\n`);
    if (result.failure !== undefined) failed.push(result.name);
  }
  const end: HostResult = { name: endOfSuite, ms: 0, notes: [] };
  appendFileSync(report, `${JSON.stringify(end)}\n`);
  return failed;
}

/** `DSP_HOST_ONLY=storm` runs one alone, while something is being found out. */
function isWanted(name: string): boolean {
  const only = process.env['DSP_HOST_ONLY'];
  return only === undefined || name === tests[0]?.[0] || new RegExp(only).test(name);
}

async function runOne([name, act]: HostTest): Promise<HostResult> {
  const started = performance.now();
  const result: HostResult = { name, ms: 0, notes: [] };
  const cleanups: (() => unknown)[] = [];
  const steps = [
    () =>
      act({
        note: (text) => result.notes.push(text),
        skip: (reason) => void (result.skipped = reason),
        after: (cleanup) => cleanups.unshift(cleanup),
      }),
    async () => {
      for (const cleanup of cleanups) await cleanup();
    },
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      result.failure ??= error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  }
  result.ms = performance.now() - started;
  return result;
}
