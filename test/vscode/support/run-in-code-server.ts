import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { endOfSuite, type HostResult } from '../host/host-test.ts';
import type { Editor } from './editor.ts';
import { readReport, suiteFile } from './host-suite.ts';
import { openWorkbench, picture } from './workbench.ts';

const pauseMs = 250;
/** Longest time that one test inside the host may take: then it hangs, and so do those behind it. */
const patienceMs = 120_000;

/**
 * Runs the suite in the extension host of an editor that has been started, and gives what it reported.
 */
export async function runInCodeServer(
  t: TestContext,
  editor: Editor,
  { extension, report }: { extension: string; report: string },
): Promise<HostResult[]> {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${editor.port}${path}`;
  const page = await openWorkbench(t, editor, {
    payload: [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(`${extension}/${suiteFile}`)],
    ],
  });
  let before = 0;
  let since = performance.now();
  for (;;) {
    const results = await readReport(report);
    if (results.at(-1)?.name === endOfSuite) return results.slice(0, -1);
    if (results.length > before) since = performance.now();
    before = results.length;
    if (performance.now() - since > patienceMs) {
      await picture(page, 'host-hangs').catch(() => undefined);
      throw new Error(
        `The suite hangs after "${results.at(-1)?.name ?? 'nothing'}".\n${await editor.logs()}`,
      );
    }
    await sleep(pauseMs);
  }
}
