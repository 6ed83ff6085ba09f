import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Trace } from '../../contract/traces.ts';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { faultPlace, faultTitle } from '../../contract/words/fault-words.ts';
import { formatMs } from '../../contract/words/format.ts';
import { hashOf, lookAt } from '../app/place.ts';
import { call } from '../state/api.ts';
import { faults } from '../state/platform.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Section } from '../ui/section.tsx';
import { SpanDetail } from './span-detail.tsx';
import { SpanLine } from './span-line.tsx';
import { faultsIn, spanRows } from './waterfall.ts';

/** One trace as a waterfall. */
export function TraceDetail({ id }: { id: string }) {
  const [trace, setTrace] = useState<Trace>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const left = new AbortController();
    call('traceGet', { params: { id } }, left.signal).then(setTrace, (error: unknown) => {
      if (!left.signal.aborted) setProblem(wordsOf(error));
    });
    return () => left.abort();
  }, [id]);
  const close = <Button onPress={() => lookAt({ trace: undefined })}>Close trace</Button>;
  return (
    <Section title={`Trace ${id.slice(0, 8)}…`} actions={close}>
      {problem !== undefined && <p class="problem">{problem}</p>}
      {trace === undefined ? (
        problem === undefined && <Empty>Reading the trace …</Empty>
      ) : (
        <Waterfall trace={trace} />
      )}
    </Section>
  );
}

function Waterfall({ trace }: { trace: Trace }) {
  const chosen = useSignal<string | undefined>(undefined);
  const active = faultsIn(trace, faults.value, Date.now());
  const span = trace.spans.find(({ spanId }) => spanId === chosen.value);
  return (
    <>
      <p class="hint">
        {formatMs(trace.durationMs)} · {trace.spans.length} spans ·{' '}
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
