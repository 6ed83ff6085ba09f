import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 5_000;
const pauseMs = 50;

/** Ends a process that was started detached, with all that it started: asked first, and made to after a grace. */
export async function endGroup({ pid }: ChildProcess): Promise<void> {
  if (pid === undefined) return;
  signal(pid, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (signal(pid, 0) && performance.now() < deadline) await sleep(pauseMs);
  signal(pid, 'SIGKILL');
}

function signal(leader: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-leader, name);
    return true;
  } catch {
    return false;
  }
}
