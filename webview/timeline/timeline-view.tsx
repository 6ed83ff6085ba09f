import { useComputed, useSignal } from '@preact/signals';
import { pausedAt, rangeSeconds, ranges, setRange } from '../charts/time-window.ts';
import { call } from '../state/api.ts';
import { faults, runs } from '../state/platform.ts';
import { formatDuration } from '../ui/format.ts';
import { Empty } from '../ui/section.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { Axis } from './axis.tsx';
import { BarRow } from './bar-row.tsx';
import { Evidence } from './evidence.tsx';
import { MarkRow } from './mark-row.tsx';
import { marksOf, rowsOf } from './rows.ts';

const everyMs = 2_000;

/** All that happened, on one axis: runs, faults with their phases and evidence, and what became of nodes. */
export function TimelineView() {
  // A fault or run that changes is shown at once, not with the next question.
  const changes = useComputed(() =>
    [...faults.value, ...runs.value].map(({ id, state }) => id + state).join(),
  );
  const polled = usePolled(everyMs, async (signal) => {
    void changes.value;
    const end = pausedAt.value ?? Date.now() / 1000;
    return call(
      'timelineGet',
      { query: { start: String(end - rangeSeconds.value), end: String(end) } },
      signal,
    );
  });
  const selected = useSignal<string | undefined>(undefined);
  const { answer, problem } = polled.value;
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Timeline</h1>
          <p class="lead">
            What was done to the system, and what became of its nodes. Select a fault for its evidence.
          </p>
        </div>
        <label class="choice">
          <span>Range</span>
          <select
            value={String(rangeSeconds.value)}
            onChange={(event) => setRange(Number(event.currentTarget.value))}
          >
            {ranges.map((seconds) => (
              <option key={seconds} value={String(seconds)}>
                last {formatDuration(seconds)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem !== undefined && <p class="problem">The timeline is not up to date: {problem}</p>}
      {answer === undefined ? (
        problem === undefined && <Empty>Reading what happened …</Empty>
      ) : (
        <TimelineBody timeline={answer} selected={selected.value} onSelect={(id) => (selected.value = id)} />
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
  const window = { from: Date.parse(timeline.start) / 1000, to: Date.parse(timeline.end) / 1000 };
  const rows = rowsOf(timeline, window.to);
  const marks = [...marksOf(timeline)];
  const fault = timeline.faults.find(({ id }) => id === selected);
  if (rows.length === 0 && marks.length === 0) return <Empty>Nothing happened in this time.</Empty>;
  return (
    <section class="card timeline" aria-label="Timeline">
      <Axis window={window} />
      {marks.map(([who, list]) => (
        <MarkRow key={who} who={who} marks={list} window={window} />
      ))}
      {rows.map((row) => (
        <BarRow
          key={row.id}
          row={row}
          window={window}
          isSelected={row.id === selected}
          onSelect={() => onSelect(row.id)}
        />
      ))}
      {fault !== undefined && <Evidence fault={fault} />}
    </section>
  );
}
