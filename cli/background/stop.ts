import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../../system/process/process-lock.ts';
import { readBackground } from './state.ts';

const graceMs = 15_000;

/** Ends the background work, with everything it has started. Says whether there was any. */
export async function stopBackground(root: string): Promise<boolean> {
  const state = readBackground(root);
  if (state?.state !== 'running') return false;
  const { process: mark } = state;
  signal(mark.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isRunning(mark) && Date.now() < deadline) await sleep(100);
  if (isRunning(mark)) signal(mark.pid, 'SIGKILL');
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself in the meantime.
  }
}
