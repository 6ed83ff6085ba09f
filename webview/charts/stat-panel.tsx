import type { Panel } from '../../contract/panels.ts';
import { formatValue } from '../../contract/words/format.ts';
import { Sparkline } from '../now/sparkline.tsx';
import { levelOf } from './level.ts';
import type { PanelStore } from './panel-store.ts';
import { rangeSeconds } from './time-window.ts';
import type { Live } from './use-live.ts';

/** One number as it is now, with its recent shape. */
export function StatPanel({ panel, store, live }: { panel: Panel; store: PanelStore; live: Live }) {
  void live.version.value;
  const limits = panel.thresholds.map(({ value }) => value);
  const names = store.names;
  if (names.length === 0) return <p class="stat-value">–</p>;
  return (
    <div class="stat-values">
      {names.map((name) => (
        <div key={name} class="stat">
          <p class={`stat-value ${levelOf(store.last(name), limits)}`}>
            {formatValue(store.last(name), panel.unit)}
          </p>
          {names.length > 1 && <p class="stat-name">{name}</p>}
          <Sparkline values={store.tail(name, Math.min(900, rangeSeconds.value))} />
        </div>
      ))}
    </div>
  );
}
