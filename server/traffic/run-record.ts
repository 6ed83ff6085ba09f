import type { TrafficRequest, TrafficRun } from '../../contract/traffic/run.ts';
import type { TrafficPlan } from './shapes/shape.ts';

/** The record of a run at its beginning. */
export function newRun(id: string, request: TrafficRequest, plan: TrafficPlan, now: Date): TrafficRun {
  const { targetUrl, method, rps, durationSeconds, scenario } = request;
  return {
    id,
    name: request.name ?? `${scenario.type} ${rps} rps to ${new URL(targetUrl).hostname}`,
    state: 'planned',
    targetUrl,
    method,
    rps,
    durationSeconds,
    scenario,
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
    exitCode: null,
    reason: null,
  };
}

/** Whether nothing more will happen to a run. */
export function isRunOver({ state }: Pick<TrafficRun, 'state'>): boolean {
  return state !== 'planned' && state !== 'running';
}
