import type { TrafficPlan } from '../../contract/traffic/run.ts';
import { formatDuration, formatNumber } from '../../contract/words/format.ts';
import { wordsOfRefusal } from '../forms/api-problems.ts';
import type { Preview } from '../forms/use-preview.ts';
import { RateArea } from './rate-area.tsx';

type Plan = (typeof TrafficPlan)['_output'];

interface PlanPreviewProps {
  preview: Preview<Plan>;
  /** What the form still needs. */
  missing: string | undefined;
}

/** The load as it would come, drawn before it is started. */
export function PlanPreview({ preview: { answer: plan, error }, missing }: PlanPreviewProps) {
  if (error !== undefined) return <p class="hint">{wordsOfRefusal(error)}</p>;
  if (missing !== undefined)
    return <p class="hint">The plan is drawn when the form is complete. {missing}</p>;
  if (plan === undefined) return <div class="plan" aria-hidden="true" />;
  return (
    <figure class="plan" aria-label="Plan of the load">
      <RateArea binSeconds={plan.binSeconds} plannedRps={plan.plannedRps} />
      <figcaption>{wordsOfPlan(plan)}</figcaption>
    </figure>
  );
}

function wordsOfPlan({ plannedRequests, durationSeconds, meanRps, peakRps, seed }: Plan): string {
  return (
    `${formatNumber(plannedRequests)} requests in ${formatDuration(durationSeconds)}: ` +
    `${formatNumber(meanRps)} /s on average, ${formatNumber(peakRps)} /s at most (seed ${seed})`
  );
}
