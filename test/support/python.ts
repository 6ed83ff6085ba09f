import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Folder of the programs of a Python environment, or why there cannot be one here. */
export type PythonEnvironment = { bin: string } | { missing: string };

/**
 * Makes a Python environment of our own in `.dsp/`, with the packages named as for pip; it is kept, and made anew
 * when the packages change.
 */
export async function providePython(name: string, packages: string[]): Promise<PythonEnvironment> {
  const folder = join(root, '.dsp', `python-${name}`);
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const stamp = join(folder, createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 16));
  // The programs name their interpreter by its whole path, so that a copied environment does not run.
  if (existsSync(stamp) && (await run(join(bin, 'pip'), ['--version'])).code === 0) return { bin };
  const made = await makeEnvironment(folder);
  if (made.code !== 0)
    return { missing: `Python 3 with its module venv is needed: ${lastLine(made.output)}` };
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
  const installed = await run(join(bin, 'python'), pip);
  if (installed.code !== 0) return { missing: `Packages cannot be installed: ${lastLine(installed.output)}` };
  writeFileSync(stamp, '');
  return { bin };
}

async function makeEnvironment(folder: string): Promise<{ code: number; output: string }> {
  const make = () => run('python3', ['-m', 'venv', '--clear', folder]);
  const first = await make();
  const isDebianAsRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (first.code === 0 || !isDebianAsRoot) return first;
  // Debian leaves the module out of its Python.
  await run('apt-get', ['update', '--quiet']);
  await run('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'python3-venv']);
  return make();
}

/** Runs a program to its end, in a folder, and gives all that it wrote. */
export async function run(
  command: string,
  args: string[],
  cwd = root,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
