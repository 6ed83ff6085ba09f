import type { TrafficRun } from '../../contract/traffic/run.ts';
import { formatClock, formatMs, formatNumber, formatTime, formatValue } from '../../contract/words/format.ts';
import { hashOf } from '../app/place.ts';
import { call } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { currentRuns, runs } from '../state/platform.ts';
import { ActionButton } from '../ui/button.tsx';
import { exactNumber } from '../ui/exact-number.ts';
import { CurlDetails } from '../ui/curl-line.tsx';
import { EmptyList } from '../ui/empty-list.tsx';
import { Section } from '../ui/section.tsx';

/** How many of the runs that are over are shown. */
const shownPast = 3;

/** The traffic that runs, planned against achieved. */
export function RunsNow() {
  const current = currentRuns.value;
  const past = runs.value.filter((run) => !current.includes(run)).slice(0, shownPast);
  return (
    <Section
      title="Traffic"
      actions={
        current.length > 1 && (
          <ActionButton act={() => call('trafficStop', { body: {} })}>Stop all traffic</ActionButton>
        )
      }
    >
      {current.length === 0 && (
        <EmptyList>
          No traffic runs. Start traffic sends requests to a node, at a rate that you choose.
        </EmptyList>
      )}
      <ul class="items">
        {current.map((run) => (
          <CurrentRun key={run.id} run={run} />
        ))}
      </ul>
      {past.length > 0 && (
        <ul class="items past" aria-label="Runs that are over">
          {past.map((run) => (
            <li key={run.id} class="item">
              <span>{run.name}</span>
              <small>
                {run.state} {run.endedAt !== null && formatTime(run.endedAt)} · {exactNumber(run.requests)}{' '}
                requests, {exactNumber(run.failedRequests)} failed ·{' '}
                <a href={hashOf('delivery', { run: run.id })}>delivery</a>
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function CurrentRun({ run }: { run: TrafficRun }) {
  const { live, endsAt } = run;
  const left = endsAt === null ? undefined : (Date.parse(endsAt) - now.value) / 1000;
  const share = live === null || live.plannedRps === 0 ? 0 : live.achievedRps / live.plannedRps;
  const input = { params: { id: run.id } };
  return (
    <li class="item current">
      <div class="item-head">
        <strong>{run.name}</strong>
        <span class="countdown" aria-label="Time left">
          {left === undefined ? run.state : formatClock(left)}
        </span>
        <ActionButton label={`Stop ${run.name}`} act={() => call('trafficDelete', input)}>
          Stop
        </ActionButton>
      </div>
      <div class="meter" role="img" aria-label={`${formatNumber(share * 100)} percent of the planned rate`}>
        <i style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
      <dl class="numbers">
        <Number title="Planned" value={formatValue(live?.plannedRps, 'reqps')} />
        <Number title="Achieved" value={formatValue(live?.achievedRps, 'reqps')} />
        <Number title="Failing" value={formatValue(live?.errorRps, 'reqps')} />
        <Number title="p95" value={formatMs(live?.latencyMs.p95)} />
        <Number title="Dropped by k6" value={exactNumber(run.droppedIterations)} />
      </dl>
      <CurlDetails name="trafficDelete" input={input} label={`stop ${run.name}`} />
    </li>
  );
}

function Number({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
