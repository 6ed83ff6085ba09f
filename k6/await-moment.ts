import { sleep } from 'k6';

/** Later than this, milliseconds, a message of an open model is not sent any more: it would come at a wrong time. */
export const latestMs = 200;

/**
 * Waits until a message is due. Returns false, without waiting, when it is too late for it: then all virtual users
 * were still busy with earlier messages when it was due.
 */
export function awaitMoment(dueMs: number, isClosed: boolean): boolean {
  const restMs = dueMs - Date.now();
  if (restMs > 0) sleep(restMs / 1000);
  return isClosed || restMs >= -latestMs;
}
