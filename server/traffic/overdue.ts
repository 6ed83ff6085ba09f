import type { TrafficRun } from '../../contract/traffic/run.ts';

/**
 * Seconds that a script of the user may take beyond its time. It begins to count a little after its job, when k6 has
 * read it, and what it has begun when its time is over may come to an end.
 */
const graceSeconds = 10;

/** Whether a run has to be stopped: a script of the user need not know of the time that it was given. */
export function isOverdue(
  { scenario, endsAt }: Pick<TrafficRun, 'scenario' | 'endsAt'>,
  nowMs: number,
): boolean {
  return scenario.type === 'script' && endsAt !== null && nowMs > Date.parse(endsAt) + graceSeconds * 1000;
}
