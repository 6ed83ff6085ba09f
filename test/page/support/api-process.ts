import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { buildPage } from './build-page.ts';

const program = join(import.meta.dirname, 'serve-api.ts');

/** The API as a process of its own, with the page as it is shipped. */
export interface ApiProcess {
  url: string;
  /** Kills it as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, at the same address and with the same journal. */
  restart(): Promise<void>;
}

export async function startApiProcess(t: TestContext, options: { token?: string } = {}): Promise<ApiProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'dsp-test-'));
  const pageAssets = await buildPage(t);
  let child: ChildProcess | undefined;

  async function start(port = 0): Promise<string> {
    const given = JSON.stringify({ ...options, directory, pageAssets, port });
    child = spawn(process.execPath, ['--import', 'tsx', program, given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { stdout } = child;
    if (stdout === null) throw new Error('The API has no output.');
    for await (const line of createInterface({ input: stdout })) return line;
    throw new Error('The API ended before it served.');
  }

  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  t.after(async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  });
  const url = await start();
  return {
    url,
    kill,
    async restart() {
      await start(Number(new URL(url).port));
    },
  };
}
