import type { TrafficRun } from '../../contract/traffic/run.ts';
import { k6Task } from './k6-task.ts';
import type { Segment } from './segment.ts';
import { planOf } from './shapes/shapes.ts';

/** A run that ends sooner than this, seconds, is not worth a new job. */
const leastRestSeconds = 3;

/** Why the rate of a run cannot be changed, in words; `undefined` when it can. */
export function whyRateStays(
  { state, scenario, endsAt, warmUpSeconds, startedAt }: TrafficRun,
  nowMs: number,
): string | undefined {
  if (scenario.type !== 'constant') return `The rate of a ${scenario.type} run follows its shape.`;
  if (state !== 'running') return `The run is ${state}.`;
  if (warmUpSeconds > 0 && nowMs < Date.parse(startedAt ?? '')) return 'The run is still warming up.';
  const rest = (Date.parse(endsAt ?? '') - nowMs) / 1000;
  return rest < leastRestSeconds ? 'The run ends within seconds.' : undefined;
}

/** The part of a run that takes over with another rate, until the run was to end anyway. */
export function nextSegment(before: Segment, rps: number, endsAt: string | null, nowMs: number): Segment {
  const endsAtMs = Date.parse(endsAt ?? '');
  const durationSeconds = Math.ceil((endsAtMs - nowMs) / 1000);
  return {
    number: before.number + 1,
    firstSequence: before.firstSequence + sequencesOf(before),
    endsAtMs,
    request: { ...before.request, rps, durationSeconds, warmUpSeconds: 0 },
  };
}

/** The record of a run whose rate was changed so many seconds after its start. */
export function withRate(run: TrafficRun, rps: number, atSeconds: number): TrafficRun {
  const changed = (rps - run.rps) * (run.durationSeconds - atSeconds);
  return {
    ...run,
    rps,
    rateChanges: [...run.rateChanges, { atSeconds, rps }],
    plannedRequests: Math.round(run.plannedRequests + changed),
  };
}

/** How many numbers of messages a segment has for itself. */
function sequencesOf(segment: Segment): number {
  const { phases } = k6Task('', segment, planOf(segment.request));
  return phases.reduce((sum, { scenario }) => sum + Number(scenario['iterations']), 0);
}
