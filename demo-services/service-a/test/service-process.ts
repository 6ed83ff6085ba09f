import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';
import { closedUrl } from './fake-service-b.ts';

const dist = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/** Runs one of the built programs to its end. */
export function runToEnd(t: TestContext, name: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [dist(name)], { env: environment });
  t.after(() => child.kill('SIGKILL'));
  let output = '';
  const collect = (chunk: Buffer) => (output += String(chunk));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended };
}

/** Starts the built service in a process of its own, as the container does, and waits until it is healthy. */
export async function startService(t: TestContext, environment: Record<string, string>) {
  const { port, origin: url } = await closedUrl();
  const { child, ended } = runToEnd(t, 'main.cjs', { ...environment, PORT: port });
  const failed = ended.then(({ output }) => Promise.reject(new Error(`ended early:\n${output}`)));
  await Promise.race([failed, healthy(url)]);
  failed.catch(() => undefined);
  return {
    url,
    port,
    /** Asks it to stop, as Docker does, and returns how it ended. */
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function healthy(url: string): Promise<void> {
  for (;;) {
    const isHealthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
