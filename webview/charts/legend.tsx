import { useComputed, type ReadonlySignal } from '@preact/signals';
import { formatValue, type Unit } from '../../contract/words/format.ts';
import { theme } from '../state/theme.ts';
import { dashOf, seriesCount } from './colors.ts';
import type { PanelStore } from './panel-store.ts';

interface LegendProps extends ValueSource {
  names: readonly string[];
  hidden: ReadonlySet<string>;
  onToggle: (name: string) => void;
}

interface ValueSource {
  store: PanelStore;
  unit: Unit;
  /** The time that the cursor is on. */
  cursor: ReadonlySignal<number | undefined>;
  /** Changes when there are new values. */
  version: ReadonlySignal<number>;
}

/** Names, colours and values of the lines. A press hides a line or shows it again. */
export function Legend({ names, hidden, onToggle, ...source }: LegendProps) {
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
          <span class="legend-value">
            <LegendValue name={name} {...source} />
          </span>
        </button>
      ))}
    </div>
  );
}

/** The value under the cursor, or the latest one. Only this text changes with the time, and not the legend. */
function LegendValue({ name, store, unit, cursor, version }: ValueSource & { name: string }) {
  const text = useComputed(() => {
    void version.value;
    const time = cursor.value;
    return formatValue(time === undefined ? store.last(name) : store.at(name, time), unit);
  });
  return <>{text}</>;
}
