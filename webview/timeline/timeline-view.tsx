import type { Fault } from '../../contract/faults/fault.ts';
import { computed, useComputed, useSignal } from '@preact/signals';
import { TimeControls } from '../charts/time-controls.tsx';
import { isLive, liveEnd, rangeSeconds, shownWindow, type TimeWindow } from '../charts/time-window.ts';
import { faultPlace, faultTitle } from '../../contract/words/fault-words.ts';
import { call } from '../state/api.ts';
import { now } from '../state/clock.ts';
import { faults, runs } from '../state/platform.ts';
import { Empty } from '../ui/section.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { Axis } from './axis.tsx';
import { BarRow } from './bar-row.tsx';
import { Evidence } from './evidence.tsx';
import { MarkRow } from './mark-row.tsx';
import { marksOf, rowsOf, type Row } from './rows.ts';
import { RunDetail } from './run-detail.tsx';
import { TimeLayer } from './time-layer.tsx';
import { TimelineCharts } from './timeline-charts.tsx';

const everyMs = 2_000;

/** All that happened, on one axis: runs, faults with their phases and evidence, and what became of nodes. */
export function TimelineView() {
  // A fault or run that changes is shown at once, not with the next question.
  const changes = useComputed(() =>
    [...faults.value, ...runs.value].map(({ id, state }) => id + state).join(),
  );
  const polled = usePolled(everyMs, async (signal) => {
    void changes.value;
    const { from, to } = isLive.value ? presentWindow(Date.now() / 1000) : shownWindow.value;
    return call('timelineGet', { query: { start: String(from), end: String(to) } }, signal);
  });
  const selected = useSignal<string | undefined>(undefined);
  const { answer, problem } = polled.value;
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Timeline</h1>
          <p class="lead">
            What was done to the system, and what became of its nodes. Select a fault for its evidence, a run
            for more of it; draw across a part of the time to zoom into it.
          </p>
        </div>
        <div class="actions">
          <TimeControls />
        </div>
      </div>
      {problem !== undefined && <p class="problem">The timeline is not up to date: {problem}</p>}
      {answer === undefined ? (
        problem === undefined && <Empty>Reading what happened …</Empty>
      ) : (
        <TimelineBody
          timeline={answer}
          selected={selected.value}
          onSelect={(id) => (selected.value = selected.peek() === id ? undefined : id)}
        />
      )}
    </>
  );
}

interface TimelineBodyProps {
  timeline: NonNullable<Awaited<ReturnType<typeof call<'timelineGet'>>>>;
  selected: string | undefined;
  onSelect: (id: string) => void;
}

function TimelineBody({ timeline, selected, onSelect }: TimelineBodyProps) {
  const window = rowsWindow.value;
  const rows = rowsOf(timeline, Date.parse(timeline.end) / 1000);
  const known = new Map(faults.value.map((fault) => [fault.id, fault]));
  const marks = [...marksOf(timeline)];
  const fault = timeline.faults.find(({ id }) => id === selected);
  const run = timeline.runs.find(({ id }) => id === selected);
  return (
    <section class="card timeline" aria-label="Timeline">
      <TimeLayer window={window}>
        <Axis window={window} />
        {rows.length === 0 && marks.length === 0 && <Empty>Nothing happened in this time.</Empty>}
        {marks.map(([who, list]) => (
          <MarkRow key={who} who={who} marks={list} window={window} />
        ))}
        {rows.map((row) => (
          <BarRow
            key={row.id}
            row={{ ...row, title: titleOf(row, known.get(row.id)) }}
            window={window}
            isSelected={row.id === selected}
            onSelect={() => onSelect(row.id)}
          />
        ))}
      </TimeLayer>
      {fault !== undefined && <Evidence fault={fault} title={titleOf(fault, known.get(fault.id))} />}
      {run !== undefined && <RunDetail run={run} />}
      <TimelineCharts />
    </section>
  );
}

/** A fault with what it does, which tells two of a kind apart; the page knows that of the latest ones. */
function titleOf(row: Pick<Row, 'title'>, fault: Fault | undefined): string {
  return fault === undefined ? row.title : `${faultTitle(fault)}, ${faultPlace(fault)}`;
}

/** Points that are newer than this are as new as can be, seconds. */
const freshSeconds = 5;

/** The time that the rows show: that of the charts, or up to now where there are no points that go on. */
const rowsWindow = computed(() => {
  const seconds = now.value / 1000;
  const isFresh = seconds - liveEnd.value < freshSeconds;
  return isFresh || !isLive.value ? shownWindow.value : presentWindow(seconds);
});

function presentWindow(seconds: number): TimeWindow {
  return { from: seconds - rangeSeconds.value, to: seconds };
}
