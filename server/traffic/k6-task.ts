import type { Phase, Task } from '../../k6/task.ts';
import { requestsUntil } from '../../k6/schedule/rate-curve.ts';
import type { SeededRequest, TrafficPlan } from './shapes/shape.ts';
import type { Segment } from './segment.ts';
import { k6Thresholds } from './thresholds.ts';

/** Name of the phase before the run, whose requests count in no result. */
export const warmUpName = 'warm-up';

/** Seconds that a phase may go on after its last message was due, for messages that are late. */
const slackSeconds = 2;

/** What the script is to do for a run, from the first message it sends on. */
export function k6Task(run: string, segment: Segment, plan: TrafficPlan): Task {
  const { request, firstSequence, endsAtMs } = segment;
  const { targetUrl, weight, moreTargets, method, headers, body, timeoutMs, seed } = request;
  const targets = [{ targetUrl, weight }, ...moreTargets];
  const warmUp = warmUpPhase(request, plan, firstSequence);
  const before = warmUp === undefined ? 0 : warmUpRequests(request, plan);
  return {
    run,
    targets: targets.map((target) => ({ url: target.targetUrl, weight: target.weight })),
    method,
    headers,
    body,
    timeoutMs,
    expectedStatus: request.expectedStatus ?? null,
    seed,
    endsAtMs,
    phases: [...(warmUp === undefined ? [] : [warmUp]), mainPhase(request, plan, firstSequence + before)],
    thresholds: k6Thresholds(request.scenario.type, request.thresholds),
  };
}

/** Requests of the warm-up, in which the rate rises in a line from nothing to the mean of the run. */
export function warmUpRequests({ warmUpSeconds }: SeededRequest, plan: TrafficPlan): number {
  return Math.floor(requestsUntil(warmUpCurve(warmUpSeconds, plan), warmUpSeconds) + 0.5);
}

function warmUpCurve(seconds: number, { plannedRequests, durationSeconds }: TrafficPlan) {
  return [{ seconds, fromRps: 0, toRps: plannedRequests / durationSeconds, curve: 'linear' as const }];
}

function warmUpPhase(request: SeededRequest, plan: TrafficPlan, firstSequence: number): Phase | undefined {
  const { warmUpSeconds, timeoutMs } = request;
  const requests = warmUpSeconds === 0 ? 0 : warmUpRequests(request, plan);
  if (requests === 0) return undefined;
  return {
    name: warmUpName,
    schedule: { type: 'curve', curve: warmUpCurve(warmUpSeconds, plan) },
    firstSequence,
    isClosed: false,
    scenario: iterations({
      requests,
      virtualUsers: plan.maxVirtualUsers,
      durationSeconds: warmUpSeconds,
      timeoutMs,
    }),
  };
}

function mainPhase(request: SeededRequest, plan: TrafficPlan, firstSequence: number): Phase {
  if (plan.schedule === null) throw new TypeError('a script of the user plans for itself');
  const { plannedRequests, maxVirtualUsers, durationSeconds, isClosed } = plan;
  const scenario = iterations({
    requests: plannedRequests,
    virtualUsers: maxVirtualUsers,
    durationSeconds,
    timeoutMs: request.timeoutMs,
  });
  const startTime = `${request.warmUpSeconds}s`;
  return {
    name: request.scenario.type,
    schedule: plan.schedule,
    firstSequence,
    isClosed,
    scenario: { ...scenario, startTime },
  };
}

/** A scenario that hands out the numbers of messages, one by one, to virtual users that are free. */
function iterations(of: {
  requests: number;
  virtualUsers: number;
  durationSeconds: number;
  timeoutMs: number;
}): Record<string, unknown> {
  return {
    executor: 'shared-iterations',
    // k6 wants no more users than there are iterations.
    vus: Math.min(of.virtualUsers, of.requests),
    iterations: of.requests,
    maxDuration: `${Math.ceil(of.durationSeconds * 1000) + slackSeconds * 1000}ms`,
    gracefulStop: `${of.timeoutMs + 1000}ms`,
  };
}
