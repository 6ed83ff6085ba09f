import { ProblemError } from '../../contract/problems.ts';

/**
 * A token bucket for everything that changes something: `burst` at once, `perSecond` in the long run. It is there
 * against runaway scripts, so it is wide.
 *
 * @returns Takes one change. It throws ProblemError `too-many-requests`.
 */
export function createChangeLimit({ perSecond, burst }: { perSecond: number; burst: number }): () => void {
  let tokens = burst;
  let last = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
    last = now;
    if (tokens < 1) throw new ProblemError('too-many-requests', `At most ${perSecond} changes a second.`);
    tokens -= 1;
  };
}
