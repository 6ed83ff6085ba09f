import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { single, type SuiteResult } from './suite.ts';

export const root = join(import.meta.dirname, '..', '..');

/** Runs a command and shows what it prints. Resolves with its exit code; 127 when it is not installed. */
export async function runCommand(
  command: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<number> {
  const env = { ...process.env, ...options.env };
  return new Promise((resolve) => {
    spawn(command, args, { cwd: options.cwd ?? root, env, stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', () => resolve(127))
      .on('close', (code) => resolve(code ?? 1));
  });
}

/** As {@link runCommand}, with what it prints given back as well. */
export async function readCommand(
  command: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<{ code: number; output: string }> {
  const env = { ...process.env, ...options.env };
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => resolve({ code: 127, output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** A check that either passes or fails as a whole, such as the linter. */
export async function check(
  command: string,
  args: string[],
  options?: { cwd?: string },
): Promise<SuiteResult> {
  const code = await runCommand(command, args, options);
  return single(`${command} ${args.join(' ')}: exit code ${code}`, code === 0);
}
