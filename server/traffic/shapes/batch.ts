import type { Shape } from './shape.ts';

/** Waves of work, each due all at once and done by so many workers. */
export const batch: Shape = (request) => {
  if (request.scenario.type !== 'batch') throw new TypeError('not a batch');
  const { requests, workers, waves, periodSeconds } = request.scenario;
  return {
    schedule: { type: 'waves', requests, periodSeconds },
    durationSeconds: waves * periodSeconds,
    plannedRequests: requests * waves,
    maxVirtualUsers: Math.min(workers, requests, request.maxVirtualUsers),
    isClosed: true,
    // The wave that is due at a moment is due after it, as every message is.
    requestsUntil: (second) => requests * Math.min(waves, Math.max(0, Math.ceil(second / periodSeconds))),
  };
};
