import type { TimelineRun } from '../../contract/timeline.ts';
import { formatTime } from '../../contract/words/format.ts';
import { hashOf } from '../app/place.ts';
import { useInSight } from '../ui/use-in-sight.ts';
import { DetailHead } from './detail-head.tsx';

/** What there is to say of a run, and where there is more of it. */
export function RunDetail({ run }: { run: TimelineRun }) {
  const detail = useInSight<HTMLDivElement>(run.id);
  const end = run.to === null ? '' : ` → ${run.state} ${formatTime(run.to, true)}`;
  return (
    <div class="evidence" ref={detail}>
      <DetailHead title={`Run: ${run.title}`} life={run} />
      <p class="hint">
        To {run.targetUrl} ·{' '}
        {run.phases.map(({ name, from }) => `${name} ${formatTime(from, true)}`).join(' → ')}
        {end} · <a href={hashOf('delivery', { run: run.id })}>delivery</a> ·{' '}
        <a href={hashOf('traces', { run: run.id })}>traces</a>
      </p>
    </div>
  );
}
