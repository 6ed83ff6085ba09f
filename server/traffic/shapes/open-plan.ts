import { requestsUntil, type RateCurve } from '../../../k6/schedule/rate-curve.ts';
import type { SeededRequest, TrafficPlan } from './shape.ts';
import { virtualUsersFor } from './virtual-users.ts';

/** The plan of an open model whose rate is known at every moment. */
export function curvePlan(asked: RateCurve, durationSeconds: number, request: SeededRequest): TrafficPlan {
  const curve = withOneRequest(asked, durationSeconds);
  const until = (second: number): number => requestsUntil(curve, Math.min(second, durationSeconds));
  return {
    schedule: { type: 'curve', curve },
    durationSeconds,
    // A message is due when half of it is, so that the total is the nearest whole number.
    plannedRequests: Math.floor(until(durationSeconds) + 0.5),
    maxVirtualUsers: virtualUsersFor(until, durationSeconds, request),
    isClosed: false,
    requestsUntil: until,
  };
}

/** Less than half a request would be none, and a run of no requests is not what anybody asks for: then it is one. */
function withOneRequest(curve: RateCurve, durationSeconds: number): RateCurve {
  const requests = requestsUntil(curve, durationSeconds);
  if (requests >= 0.5 || requests === 0) return curve;
  return curve.map((piece) => ({
    ...piece,
    fromRps: piece.fromRps / requests,
    toRps: piece.toRps / requests,
  }));
}
