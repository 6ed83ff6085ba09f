import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const environment = join(root, '.dsp', 'venv');
const version = '4.32.5';

/** Path of schemathesis in an environment of its own, made at the first use; or why it cannot be had here. */
export async function provideSchemathesis(): Promise<{ path: string } | { missing: string }> {
  const bin = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  const path = join(bin, 'schemathesis');
  if (existsSync(path)) return { path };
  const made = await run('python3', ['-m', 'venv', '--clear', environment]);
  if (made.code !== 0)
    return { missing: `Python 3 with its module venv is needed: ${lastLine(made.output)}` };
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    `schemathesis==${version}`,
  ];
  const installed = await run(join(bin, 'python'), install);
  return installed.code === 0
    ? { path }
    : { missing: `It cannot be installed: ${lastLine(installed.output)}` };
}

/** Runs a program to its end, in a folder for what it leaves, and gives what it wrote. */
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
