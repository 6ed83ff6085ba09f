import { faultTitle } from '../../contract/words/fault-words.ts';
import { formatMs } from '../../contract/words/format.ts';
import { touches, type FaultSpan, type SpanRow } from './waterfall.ts';

interface SpanLineProps {
  row: SpanRow;
  durationMs: number;
  faults: readonly FaultSpan[];
  isChosen: boolean;
  onChoose: () => void;
}

/** One span on the axis of its trace, the faults that can touch it behind. */
export function SpanLine({ row, durationMs, faults, isChosen, onChoose }: SpanLineProps) {
  const { span, depth } = row;
  const percent = (ms: number): string => `${Math.min(100, (ms / Math.max(durationMs, 0.001)) * 100)}%`;
  const behind = faults.filter(({ fault }) => touches(fault, span));
  const told = [
    span.kind,
    ...(span.error === null ? [] : [`error ${span.error}`]),
    ...behind.map(({ fault }) => `during ${faultTitle(fault)}`),
  ].join(', ');
  return (
    <button
      type="button"
      class={`span ${span.error === null ? '' : 'failed'} ${isChosen ? 'selected' : ''}`}
      title={told}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      <span class="span-name" style={{ paddingLeft: `${depth * 14}px` }}>
        <strong>{span.service}</strong> {span.name}
      </span>
      <span class="span-track">
        {behind.map(({ fault, fromMs, toMs }) => (
          <i
            key={fault.id}
            class="span-fault"
            style={{ left: percent(fromMs), width: percent(toMs - fromMs) }}
          />
        ))}
        <i
          class={`span-bar ${span.kind}`}
          style={{ left: percent(span.offsetMs), width: percent(span.durationMs) }}
        />
      </span>
      <span class="span-ms">{formatMs(span.durationMs)}</span>
      <span class="hidden">{told}</span>
    </button>
  );
}
