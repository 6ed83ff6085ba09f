import type { TrafficRun } from '../../contract/traffic/run.ts';

/**
 * Seconds that a script of the user may take beyond its time. It begins to count a little after its job, when k6 has
 * read it, and what it has begun when its time is over may come to an end.
 */
const scriptGraceSeconds = 10;
/**
 * Seconds beyond its time in which any other run should be over: its last requests may wait for a minute. One that is
 * not has ended while the engine could not tell it.
 */
const planGraceSeconds = 120;

/** Whether a run has to be stopped: a script of the user need not know of the time that it was given. */
export function isOverdue(
  { scenario, endsAt, warmUpSeconds }: Pick<TrafficRun, 'scenario' | 'endsAt' | 'warmUpSeconds'>,
  nowMs: number,
): boolean {
  const graceSeconds = scenario.type === 'script' ? scriptGraceSeconds : planGraceSeconds;
  // Until the warm-up is over the end is not known better than from the start of the job.
  const latestMs = Date.parse(endsAt ?? '') + (warmUpSeconds + graceSeconds) * 1000;
  return nowMs > latestMs;
}
