import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../../system/process/process-lock.ts';

const lookAgainMs = 500;

/** Does something while no other process of this machine does it. */
export async function withLock<T>(path: string, act: () => Promise<T>): Promise<T> {
  for (;;) {
    const taken = takeLock(path);
    if ('lock' in taken) {
      try {
        return await act();
      } finally {
        taken.lock.release();
      }
    }
    await sleep(lookAgainMs);
  }
}
