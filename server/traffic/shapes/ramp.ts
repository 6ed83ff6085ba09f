import type { RatePiece } from '../../../k6/schedule/rate-curve.ts';
import { curvePlan } from './open-plan.ts';
import type { Shape } from './shape.ts';

/** A rise, a hold and a fall. */
export const ramp: Shape = (request) => {
  if (request.scenario.type !== 'ramp') throw new TypeError('not a ramp');
  const { fromRps, toRps, upSeconds, holdSeconds, downSeconds, curve } = request.scenario;
  const pieces: RatePiece[] = [
    { seconds: upSeconds, fromRps, toRps, curve },
    { seconds: holdSeconds, fromRps: toRps, toRps, curve: 'linear' },
    { seconds: downSeconds, fromRps: toRps, toRps: fromRps, curve },
  ];
  return curvePlan(
    pieces.filter(({ seconds }) => seconds > 0),
    upSeconds + holdSeconds + downSeconds,
    request,
  );
};
