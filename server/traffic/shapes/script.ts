import type { Shape } from './shape.ts';

/** The user's own k6 script: what it does is its own affair, so that nothing is planned. */
export const script: Shape = ({ durationSeconds, maxVirtualUsers }) => ({
  schedule: null,
  durationSeconds,
  plannedRequests: 0,
  maxVirtualUsers,
  isClosed: false,
  requestsUntil: () => 0,
});
