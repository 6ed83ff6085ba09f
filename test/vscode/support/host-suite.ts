import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { build } from 'esbuild';
import type { HostResult } from '../host/host-test.ts';

/** Name of the suite inside the folder of the extension. */
export const suiteFile = 'host-suite.cjs';

/**
 * Puts the suite, as one file, into the folder of an extension. It has to be there: the editor gives the same API
 * objects to all code in the folder of one extension, and the suite watches those.
 */
export async function compileHostSuite(extensionFolder: string): Promise<string> {
  const outfile = join(extensionFolder, suiteFile);
  await build({
    entryPoints: [join(import.meta.dirname, '..', 'host', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** Environment that the suite asks. */
export function suiteEnvironment(report: string, scene: string): Record<string, string> {
  return { DSP_HOST_REPORT: report, DSP_HOST_SCENE: scene };
}

/** Begins a report. */
export async function beginReport(report: string): Promise<void> {
  await rm(report, { force: true });
  await writeFile(report, '');
}

/** What has been reported so far. */
export async function readReport(report: string): Promise<HostResult[]> {
  const lines = (await readFile(report, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as HostResult);
}

/** Tells what was reported, each as a test of its own. */
export async function tellResults(t: TestContext, results: HostResult[]): Promise<void> {
  for (const { name, notes, failure, skipped, ms } of results) {
    await t.test(`${name} (${Math.round(ms)} ms in the host)`, (each) => {
      for (const note of notes) each.diagnostic(note);
      if (failure !== undefined) throw new Error(failure);
      if (skipped !== undefined) each.skip(skipped);
    });
  }
}
