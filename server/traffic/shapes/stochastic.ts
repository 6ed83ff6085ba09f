import type { RandomModel } from '../../../k6/schedule/drawn-arrivals.ts';
import { drawArrivals } from '../../../k6/schedule/drawn-arrivals.ts';
import type { Shape } from './shape.ts';
import { virtualUsersFor } from './virtual-users.ts';

/** Arrivals drawn at random from the seed. The plan is the very arrivals that will come, not their expectation. */
export const stochastic: Shape = (request) => {
  if (request.scenario.type !== 'stochastic') throw new TypeError('not stochastic');
  const { durationSeconds, seed, scenario } = request;
  const {
    model: type,
    meanRps,
    burstFactor,
    burstSeconds,
    quietSeconds,
    gammaShape,
    intervalSeconds,
  } = scenario;
  const models: Record<typeof type, RandomModel> = {
    poisson: { type: 'poisson' },
    bursts: { type: 'bursts', burstFactor, burstSeconds, quietSeconds },
    gamma: { type: 'gamma', gammaShape, intervalSeconds },
  };
  const arrivals = { model: models[type], meanRps, durationSeconds, seed };
  const moments = Float64Array.from(drawArrivals(arrivals));
  const until = (second: number): number => countUntil(moments, second);
  return {
    schedule: { type: 'drawn', ...arrivals },
    durationSeconds,
    // k6 takes no run without a message: where none was drawn, one is sent at the very end.
    plannedRequests: Math.max(1, moments.length),
    maxVirtualUsers: virtualUsersFor(until, durationSeconds, request),
    isClosed: false,
    requestsUntil: until,
  };
};

/** How many of the moments, which are in order, come before another one. */
function countUntil(moments: Float64Array, second: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] as number) < second) low = middle + 1;
    else high = middle;
  }
  return low;
}
