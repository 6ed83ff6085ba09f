import type { Signal } from '@preact/signals';
import { theme } from '../state/theme.ts';
import { formatValue, type Unit } from '../ui/format.ts';
import { dashOf, seriesCount } from './colors.ts';

interface LegendProps {
  names: readonly string[];
  hidden: ReadonlySet<string>;
  valueOf: (name: string) => number | null;
  unit: Unit;
  onToggle: (name: string) => void;
  /** Read, so that the values are told anew when there are new ones. */
  version: Signal<number>;
}

/** Names, colours and values of the lines. A press hides a line or shows it again. */
export function Legend({ names, hidden, valueOf, unit, onToggle, version }: LegendProps) {
  void version.value;
  const isContrast = theme.value.startsWith('contrast');
  return (
    <div class="legend">
      {names.map((name, index) => (
        <button
          key={name}
          type="button"
          aria-pressed={!hidden.has(name)}
          title={name}
          onClick={() => onToggle(name)}
        >
          <svg width="14" height="8" aria-hidden="true">
            <line
              x1="0"
              x2="14"
              y1="4"
              y2="4"
              class={`series-${(index % seriesCount) + 1}`}
              stroke-dasharray={dashOf(index, isContrast)?.join(' ')}
            />
          </svg>
          <span class="legend-name">{name === '' ? 'value' : name}</span>
          <span class="legend-value">{formatValue(valueOf(name), unit)}</span>
        </button>
      ))}
    </div>
  );
}
