import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bodyOf, spansPerMessage } from './workload.ts';

/** Milliseconds between two bodies, as the Collector's queue sends them. */
const everyMs = 200;

/** What the listener's process uses of one core, in percent, at so many spans a second over HTTP. */
export async function busyPercent(spansPerSecond: number, seconds: number): Promise<number> {
  const child = fork(fileURLToPath(new URL('listener-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const [port] = (await once(child, 'message')) as [number];
  const used = async (): Promise<number> => {
    child.send('used');
    return ((await once(child, 'message')) as [number])[0];
  };
  const messages = Math.round((spansPerSecond * everyMs) / 1000 / spansPerMessage);
  const count = Math.round((seconds * 1000) / everyMs);
  const send = async (index: number): Promise<void> => {
    const body = bodyOf('r-bench', index * messages, messages, Date.now());
    await fetch(`http://127.0.0.1:${port}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: new Uint8Array(body),
    });
  };
  // The first bodies are not measured: code is compiled while it runs.
  for (let index = 0; index < 10; index++) await send(index);
  const before = await used();
  const started = performance.now();
  for (let index = 0; index < count; index++) {
    await send(10 + index);
    await sleep(Math.max(0, started + (index + 1) * everyMs - performance.now()));
  }
  const cpuSeconds = (await used()) - before;
  child.disconnect();
  child.kill();
  return (cpuSeconds / ((performance.now() - started) / 1000)) * 100;
}
