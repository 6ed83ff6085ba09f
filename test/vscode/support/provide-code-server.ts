import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../support/python.ts';
import { cacheDirectory } from './cache-directory.ts';
import { withLock } from './with-lock.ts';

/** VS Code 1.100.3, the newest whose server runs on Node 20. */
const version = '4.100.3';
const nodeMajor = '20';
const ripgrepVersion = '1.18.0';

/** A VS Code that is used from a browser, or why there is none here. */
export type CodeServer = { entry: string } | { missing: string };

const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Installs code-server from npm once, and gives the script that starts it. */
export async function provideCodeServer(): Promise<CodeServer> {
  const major = process.versions.node.split('.')[0];
  if (major !== nodeMajor) {
    return {
      missing: `The VS Code of these tests runs on Node ${nodeMajor}; this is Node ${process.version}.`,
    };
  }
  if (process.platform === 'win32') return { missing: 'The VS Code of these tests does not run on Windows.' };
  const folder = join(cacheDirectory(), `code-server-${version}-${process.platform}-${process.arch}`);
  const complete = join(folder, 'complete');
  const entry = join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  if (existsSync(complete)) return { entry };
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(complete)) return { entry };
    const failure = await install(folder);
    if (failure !== undefined) return { missing: `code-server could not be installed: ${failure}` };
    await writeFile(complete, '');
    return { entry };
  });
}

/**
 * What code-server's own installation would do, without its downloads from elsewhere than the package registry and
 * without its check for yarn. Returns the words of what failed.
 */
async function install(folder: string): Promise<string | undefined> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const inner = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const ripgrep = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  const packages = [`code-server@${version}`, `${ripgrep}@${ripgrepVersion}`];
  const steps: [folder: string, args: string[]][] = [
    [folder, ['install', ...packages, '--ignore-scripts', ...quiet]],
    [inner, ['install', '--ignore-scripts', '--omit=dev', ...quiet]],
    [inner, ['rebuild', '@vscode/spdlog', 'native-watchdog', '@parcel/watcher', '--loglevel=error']],
    [folder, ['rebuild', 'argon2', '--loglevel=error']],
  ];
  for (const [cwd, args] of steps) {
    const { code, output } = await run('npm', args, cwd);
    if (code !== 0) return `npm ${args.slice(0, 3).join(' ')}: ${lastWords(output)}`;
  }
  // Says that it failed when only its last step did, after what is needed has been built: no reason to stop.
  await run('npm', ['rebuild', 'node-pty', '--loglevel=error'], inner);
  await symlink('node_modules', join(inner, 'node_modules.asar'));
  const bin = join(inner, 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(bin, { recursive: true });
  await symlink(join(folder, 'node_modules', ripgrep, 'bin', 'rg'), join(bin, 'rg'));
  return undefined;
}

function lastWords(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ');
}
