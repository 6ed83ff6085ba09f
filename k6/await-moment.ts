import { sleep } from 'k6';

/** Later than this, milliseconds, a message of an open model is not sent any more: it would come at a wrong time. */
const latestMs = 200;
/** Timers are exact to a millisecond. */
const timerMs = 2;

/** `late`: all virtual users were busy when the message was due. `cut`: k6 was stopped during the wait. */
export type Moment = 'due' | 'late' | 'cut';

/** Waits until a message is due, or says at once that it is too late for it. */
export function awaitMoment(dueMs: number, isClosed: boolean): Moment {
  const restMs = dueMs - Date.now();
  if (restMs <= 0) return isClosed || restMs >= -latestMs ? 'due' : 'late';
  sleep(restMs / 1000);
  // A stopped k6 ends every sleep at once, and goes on with the script for a moment.
  return Date.now() < dueMs - timerMs ? 'cut' : 'due';
}
