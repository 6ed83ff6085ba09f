import { formatDuration, formatTime } from '../../contract/words/format.ts';
import type { TimeWindow } from '../charts/time-window.ts';
import { percentOf, type Row } from './rows.ts';

interface BarRowProps {
  row: Row;
  window: TimeWindow;
  isSelected: boolean;
  onSelect: () => void;
}

/** A run or a fault: one bar, its phases in different shades. */
export function BarRow({ row, window, isSelected, onSelect }: BarRowProps) {
  const { kind, title, state, parts } = row;
  const from = parts[0]?.from ?? window.from;
  const to = parts.at(-1)?.to ?? window.to;
  const when = `${kind}, from ${formatTime(from * 1000)}, for ${formatDuration(Math.max(0, to - from))}`;
  return (
    <button
      type="button"
      class={`lane ${kind} ${isSelected ? 'selected' : ''}`}
      aria-pressed={isSelected}
      title={`${title}: ${state}, ${when}`}
      onClick={onSelect}
    >
      <span class="lane-name">
        <span>{title}</span>
        <small>{state}</small>
      </span>
      <span class="hidden">{when}</span>
      <span class="track">
        {parts.map((part) => {
          const left = percentOf(part.from, window);
          return (
            <i
              key={part.name + part.from}
              class={`bar-part ${part.name}`}
              style={{ left: `${left}%`, width: `${percentOf(part.to, window) - left}%` }}
            />
          );
        })}
      </span>
    </button>
  );
}
