import { curvePlan } from './open-plan.ts';
import type { Shape } from './shape.ts';

/** The same rate from start to end. Requests start on time whether earlier ones were answered or not. */
export const constant: Shape = (request) => {
  const { rps, durationSeconds } = request;
  const level = { seconds: durationSeconds, fromRps: rps, toRps: rps, curve: 'linear' } as const;
  return curvePlan([level], durationSeconds, request);
};
