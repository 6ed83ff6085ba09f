import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { Trace } from '../../contract/traces.ts';
import { faultPlace, faultTitle } from '../../contract/words/fault-words.ts';
import { formatMs } from '../../contract/words/format.ts';
import { hashOf, lookAt } from '../app/place.ts';
import { call } from '../state/api.ts';
import { faults } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Section } from '../ui/section.tsx';
import { useInSight } from '../ui/use-in-sight.ts';
import { usePolled, type Polled } from '../ui/use-polled.ts';
import { SpanDetail } from './span-detail.tsx';
import { SpanLine } from './span-line.tsx';
import { faultsIn, spanRows } from './waterfall.ts';

const everyMs = 3_000;
/** No further span is expected of a trace that began so long ago: longer than any request waits, milliseconds. */
const completeMs = 120_000;

/** One trace as a waterfall. Spans come one after another, those of a slow call last. */
export function TraceDetail({ id }: { id: string }) {
  const polled: ReadonlySignal<Polled<Trace>> = usePolled(everyMs, (signal) =>
    isComplete(polled.peek().answer) ? undefined : call('traceGet', { params: { id } }, signal),
  );
  const { answer: trace, problem } = polled.value;
  const detail = useInSight<HTMLDivElement>(id);
  const close = <Button onPress={() => lookAt({ trace: undefined })}>Close trace</Button>;
  return (
    <div class="trace-detail" ref={detail}>
      <Section title={`Trace ${id.slice(0, 8)}…`} actions={close}>
        {problem !== undefined && trace === undefined && <p class="problem">{problem}</p>}
        {trace === undefined ? (
          problem === undefined && <Empty>Reading the trace …</Empty>
        ) : (
          <Waterfall trace={trace} />
        )}
      </Section>
    </div>
  );
}

function isComplete(trace: Trace | undefined): boolean {
  return trace !== undefined && Date.now() - Date.parse(trace.startedAt) > completeMs;
}

function Waterfall({ trace }: { trace: Trace }) {
  const chosen = useSignal<string | undefined>(undefined);
  const active = faultsIn(trace, faults.value, Date.now());
  const span = trace.spans.find(({ spanId }) => spanId === chosen.value);
  return (
    <>
      <p class="hint">
        {formatMs(trace.durationMs)} · {trace.spans.length === 1 ? '1 span' : `${trace.spans.length} spans`} ·{' '}
        <a href={hashOf('logs', { trace: trace.traceId })}>logs</a>
      </p>
      {active.length > 0 && (
        <ul class="trace-faults" aria-label="Faults that were active">
          {active.map(({ fault }) => (
            <li key={fault.id}>
              {faultTitle(fault)}, {faultPlace(fault)}
            </li>
          ))}
        </ul>
      )}
      <div class="waterfall">
        {spanRows(trace.spans).map((row) => (
          <SpanLine
            key={row.span.spanId}
            row={row}
            durationMs={trace.durationMs}
            faults={active}
            isChosen={row.span.spanId === chosen.value}
            onChoose={() => (chosen.value = row.span.spanId)}
          />
        ))}
      </div>
      {span !== undefined && <SpanDetail span={span} />}
    </>
  );
}
