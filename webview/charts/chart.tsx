import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Panel } from '../../contract/panels.ts';
import { theme } from '../state/theme.ts';
import { chartColors } from './colors.ts';
import { drawSoon } from './draw-queue.ts';
import { Legend } from './legend.tsx';
import type { PanelStore } from './panel-store.ts';
import { createPlot, type Plot } from './plot.ts';
import { bandsKey, drawnBands } from './shown-bands.ts';
import { cursorTime, pointedTime, shownWindow } from './time-window.ts';
import { useDirectEffect } from './use-direct-effect.ts';
import type { Live } from './use-live.ts';
import { usePlace } from './use-place.ts';

const height = 190;

interface ChartProps {
  panel: Panel;
  store: PanelStore;
  live: Live;
}

/** Lines over time on a canvas, with a legend that tells the values under the cursor. */
export function Chart({ panel, store, live }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | undefined>(undefined);
  const cursor = useSignal<number | undefined>(undefined);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const names = useSignal<readonly string[]>([]);
  const wasInSight = useSignal(false);
  const { width, isInSight, distance } = usePlace(element);

  // Which lines there are changes rarely; only then is the chart made anew.
  useDirectEffect(() => {
    void live.version.value;
    names.value = store.names;
    wasInSight.value ||= isInSight.value;
  });

  function makePlot(target: HTMLElement): void {
    plot.current = createPlot({
      element: target,
      panel,
      store,
      names: names.peek(),
      hidden: hidden.peek(),
      colors: chartColors.peek(),
      isContrast: theme.peek().startsWith('contrast'),
      width: width.peek(),
      height,
      bands: () => drawnBands.peek(),
      onCursor: (time) => (cursor.value = cursorTime.value = time),
    });
    plot.current.update(shownWindow.peek(), bandsKey.peek());
  }

  useDirectEffect(() => {
    const target = element.current;
    void [names.value, chartColors.value];
    if (target === null || width.value === 0 || !wasInSight.value) return undefined;
    const forget = drawSoon(distance.peek(), () => makePlot(target));
    return () => {
      forget();
      plot.current?.destroy();
      plot.current = undefined;
    };
  });

  useDirectEffect(() => {
    void live.version.value;
    const [window, key] = [shownWindow.value, bandsKey.value];
    if (isInSight.value) plot.current?.update(window, key);
  });

  useDirectEffect(() => {
    const time = pointedTime.value;
    plot.current?.point(time);
  });

  const toggle = (name: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(name)) next.add(name);
    hidden.value = next;
    plot.current?.show(name, !next.has(name));
  };

  return (
    <>
      <div ref={element} class="chart" aria-hidden="true" />
      <Legend
        names={names.value}
        hidden={hidden.value}
        store={store}
        cursor={cursor}
        unit={panel.unit}
        onToggle={toggle}
        version={live.version}
      />
    </>
  );
}
