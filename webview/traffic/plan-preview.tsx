import { useEffect, useState } from 'preact/hooks';
import type { TrafficPlan } from '../../contract/traffic/run.ts';
import type { RouteInput, RouteOutput } from '../../contract/routes.ts';
import { call } from '../state/api.ts';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { formatDuration, formatNumber } from '../ui/format.ts';
import { RateArea } from './rate-area.tsx';

/** So long nothing is written before the plan is asked for. */
const pauseMs = 250;

/** The load as it would come, drawn before it is started. */
export function PlanPreview({ body }: { body: RouteInput<'trafficPlan'>['body'] | undefined }) {
  const [plan, setPlan] = useState<RouteOutput<'trafficPlan'>>();
  const [problem, setProblem] = useState<string>();
  const text = JSON.stringify(body);
  useEffect(() => {
    if (body === undefined) return undefined;
    const left = new AbortController();
    const timer = setTimeout(() => {
      call('trafficPlan', { body }, left.signal).then(
        (answer) => {
          setPlan(answer);
          setProblem(undefined);
        },
        (error: unknown) => {
          if (!left.signal.aborted) setProblem(wordsOf(error));
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
    // The body is a new object with each letter; its text is what matters.
  }, [text]);
  if (problem !== undefined) return <p class="hint">{problem}</p>;
  if (plan === undefined) return <div class="plan" aria-hidden="true" />;
  return (
    <figure class="plan" aria-label="Plan of the load">
      <RateArea binSeconds={plan.binSeconds} plannedRps={plan.plannedRps} />
      <figcaption>{wordsOfPlan(plan)}</figcaption>
    </figure>
  );
}

function wordsOfPlan(plan: (typeof TrafficPlan)['_output']): string {
  const { plannedRequests, durationSeconds, meanRps, peakRps, seed } = plan;
  return (
    `${formatNumber(plannedRequests)} requests in ${formatDuration(durationSeconds)}: ` +
    `${formatNumber(meanRps)} /s on average, ${formatNumber(peakRps)} /s at most (seed ${seed})`
  );
}
