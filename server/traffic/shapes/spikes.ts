import type { RatePiece } from '../../../k6/schedule/rate-curve.ts';
import { curvePlan } from './open-plan.ts';
import type { Shape } from './shape.ts';

/** A base rate with a peak at the end of each period. */
export const spikes: Shape = (request) => {
  if (request.scenario.type !== 'spikes') throw new TypeError('not spikes');
  const { baseRps, peakRps, peakSeconds, periodSeconds, edgeSeconds, count } = request.scenario;
  const baseSeconds = periodSeconds - peakSeconds - 2 * edgeSeconds;
  const pieces: RatePiece[] = [
    { seconds: baseSeconds, fromRps: baseRps, toRps: baseRps, curve: 'linear' },
    { seconds: edgeSeconds, fromRps: baseRps, toRps: peakRps, curve: 'linear' },
    { seconds: peakSeconds, fromRps: peakRps, toRps: peakRps, curve: 'linear' },
    { seconds: edgeSeconds, fromRps: peakRps, toRps: baseRps, curve: 'linear' },
  ];
  const durationSeconds = count === undefined ? request.durationSeconds : count * periodSeconds;
  // A rounding error of the subtraction must not become a piece of its own.
  const real = pieces.filter(({ seconds }) => seconds > 1e-9);
  return curvePlan(real, durationSeconds, request);
};
