import { requestsUntil, type RateCurve } from '../../../k6/schedule/rate-curve.ts';
import type { SeededRequest, TrafficPlan } from './shape.ts';
import { virtualUsersFor } from './virtual-users.ts';

/** The plan of an open model whose rate is known at every moment. */
export function curvePlan(curve: RateCurve, durationSeconds: number, request: SeededRequest): TrafficPlan {
  const until = (second: number): number => requestsUntil(curve, Math.min(second, durationSeconds));
  return {
    schedule: { type: 'curve', curve },
    durationSeconds,
    // A message is due when half of it is, so that the total is the nearest whole number.
    plannedRequests: Math.max(1, Math.floor(until(durationSeconds) + 0.5)),
    maxVirtualUsers: virtualUsersFor(until, durationSeconds, request),
    isClosed: false,
    requestsUntil: until,
  };
}
