import type { TrafficRequest } from '../../../contract/traffic/request.ts';
import type { Schedule } from '../../../k6/schedule/schedule.ts';

/** A request whose seed is settled, so that nothing about the run is left to chance. */
export type SeededRequest = TrafficRequest & { seed: number };

/** What a shape makes of a request: when each message is due, and what that comes to. */
export interface TrafficPlan {
  /** null: the user's own script decides. */
  schedule: Schedule | null;
  durationSeconds: number;
  plannedRequests: number;
  /** Requests that can be under way at once: virtual users of k6. */
  maxVirtualUsers: number;
  /** Messages wait for a free worker, however late they are; in an open model one that cannot start is dropped. */
  isClosed: boolean;
  /** Messages due between the start and a moment, seconds. */
  requestsUntil(second: number): number;
}

/** A shape of load over time: a pure function from its parameters (and seed) to a plan. */
export type Shape = (request: SeededRequest) => TrafficPlan;
