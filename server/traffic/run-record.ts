import type { TrafficRun } from '../../contract/traffic/run.ts';
import { round } from './shapes/planned-rates.ts';
import type { SeededRequest, TrafficPlan } from './shapes/shape.ts';
import { thresholdWords } from './thresholds.ts';

/** The record of a run at its beginning. */
export function newRun(id: string, request: SeededRequest, plan: TrafficPlan, now: Date): TrafficRun {
  const { targetUrl, method, scenario, seed, warmUpSeconds } = request;
  const isConstant = scenario.type === 'constant';
  const meanRps = round(plan.plannedRequests / plan.durationSeconds);
  const rps = isConstant ? request.rps : meanRps;
  const rate = plan.schedule === null ? '' : ` ${rps} rps`;
  return {
    id,
    name: request.name ?? `${scenario.type}${rate} to ${new URL(targetUrl).hostname}`,
    state: 'planned',
    targetUrl,
    method,
    rps,
    durationSeconds: plan.durationSeconds,
    scenario,
    seed,
    warmUpSeconds,
    maxVirtualUsers: plan.maxVirtualUsers,
    createdAt: now.toISOString(),
    startedAt: null,
    endsAt: null,
    endedAt: null,
    plannedRequests: plan.plannedRequests,
    requests: 0,
    failedRequests: 0,
    droppedIterations: 0,
    achievedRps: null,
    latencyMs: { p50: null, p95: null, p99: null },
    errors: {},
    live: null,
    rateChanges: isConstant ? [{ atSeconds: 0, rps }] : [],
    thresholds: thresholdWords(request.thresholds),
    exitCode: null,
    reason: null,
  };
}

/** A run as lists and events show it: without what is long. */
export function withoutTimeline({ timeline: _, ...run }: TrafficRun): TrafficRun {
  return run;
}
