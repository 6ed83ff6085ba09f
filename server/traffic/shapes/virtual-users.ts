import type { SeededRequest } from './shape.ts';

/** More than the time-out a request takes for this, seconds: to be set up and to be told of. */
const slackSeconds = 0.5;

/**
 * Virtual users that an open model needs: the most messages that can be under way at once, when each takes until
 * its time-out. So no message ever waits for an answer to another one; only where the bound of the request is
 * lower can messages be dropped, and then they are counted.
 */
export function virtualUsersFor(
  requestsUntil: (second: number) => number,
  durationSeconds: number,
  { timeoutMs, maxVirtualUsers }: Pick<SeededRequest, 'timeoutMs' | 'maxVirtualUsers'>,
): number {
  const window = timeoutMs / 1000 + slackSeconds;
  // The window is looked at from every second, and reaches a second further for what lies between.
  let most = 0;
  for (let second = 0; second < durationSeconds && most < maxVirtualUsers; second++) {
    most = Math.max(most, requestsUntil(second + window + 1) - requestsUntil(second));
  }
  return Math.min(maxVirtualUsers, Math.ceil(most) + 2);
}
