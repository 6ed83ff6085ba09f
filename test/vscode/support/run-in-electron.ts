import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests, SilentReporter } from '@vscode/test-electron';
import { endOfSuite, type HostResult } from '../host/host-test.ts';
import { cacheDirectory } from './cache-directory.ts';
import { writeSettings } from './editor-settings.ts';
import { readReport, suiteFile } from './host-suite.ts';

/** The one that the tests in a browser use, too. */
const version = '1.100.3';
/** Longest silence of a download, milliseconds. */
const idleMs = 15_000;

/** The desktop's VS Code, or why there is none here. */
export async function provideElectron(): Promise<{ executable: string } | { missing: string }> {
  try {
    const executable = await downloadAndUnzipVSCode({
      version,
      cachePath: join(cacheDirectory(), 'vscode'),
      timeout: idleMs,
      reporter: new SilentReporter(),
    });
    const { DISPLAY, WAYLAND_DISPLAY } = process.env;
    if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) {
      return { missing: 'The desktop VS Code needs a display: run the tests by xvfb-run.' };
    }
    return { executable };
  } catch (error) {
    return { missing: `VS Code ${version} cannot be downloaded here: ${String(error)}` };
  }
}

/** Runs the suite in the extension host of the desktop's VS Code, and gives what it reported. */
export async function runInElectron(options: {
  executable: string;
  extension: string;
  report: string;
  /** A folder for what the editor keeps. */
  folder: string;
  settings: Record<string, unknown>;
  env: Record<string, string>;
}): Promise<HostResult[]> {
  const { extension, report, folder } = options;
  const data = join(folder, 'data');
  await writeSettings(data, options.settings);
  const failure: unknown = await runTests({
    vscodeExecutablePath: options.executable,
    extensionDevelopmentPath: extension,
    extensionTestsPath: join(extension, suiteFile),
    extensionTestsEnv: options.env,
    launchArgs: [folder, '--user-data-dir', data, '--extensions-dir', join(folder, 'extensions')],
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  // The editor fails when a test does; what failed is in the report, unless the suite never came to its end.
  const results = await readReport(report);
  if (results.at(-1)?.name !== endOfSuite) throw failure ?? new Error('The suite did not come to its end.');
  return results.slice(0, -1);
}
