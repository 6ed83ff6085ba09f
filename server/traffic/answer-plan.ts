import type { TrafficPlan } from '../../contract/traffic/run.ts';
import { warmUpRequests } from './k6-task.ts';
import { plannedRates, round } from './shapes/planned-rates.ts';
import type { SeededRequest } from './shapes/shape.ts';
import { planOf } from './shapes/shapes.ts';

/** Most bins of a plan that is shown before its run. */
const mostBins = 3_600;

/** The plan of a request, as the API answers it. */
export function answerPlan(request: SeededRequest): TrafficPlan {
  const plan = planOf(request);
  const { durationSeconds, plannedRequests, maxVirtualUsers } = plan;
  const rates = plannedRates(plan, mostBins);
  return {
    scenario: request.scenario,
    seed: request.seed,
    durationSeconds,
    warmUpSeconds: request.warmUpSeconds,
    plannedRequests,
    warmUpRequests: request.warmUpSeconds === 0 ? 0 : warmUpRequests(request, plan),
    meanRps: round(plannedRequests / durationSeconds),
    peakRps: rates.plannedRps.reduce((highest, rps) => Math.max(highest, rps), 0),
    maxVirtualUsers,
    ...rates,
  };
}
