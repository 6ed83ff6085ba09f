import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Panel } from '../../contract/panels.ts';
import { theme } from '../state/theme.ts';
import { bandsKey, shownBands } from './shown-bands.ts';
import { chartOptions } from './chart-options.ts';
import { readColors } from './colors.ts';
import { drawBands } from './draw-bands.ts';
import { Legend } from './legend.tsx';
import type { PanelStore } from './panel-store.ts';
import { shownWindow, type TimeWindow } from './time-window.ts';
import type { Live } from './use-live.ts';
import { isWorthDrawing, type Drawn } from './worth-drawing.ts';

const height = 190;
/** What is scrolled into sight is drawn a little before; what is out of sight is not drawn at all. */
const nearlyInSight = '150px';

interface ChartProps {
  panel: Panel;
  store: PanelStore;
  live: Live;
}

/** Lines over time on a canvas, with a legend that tells the values under the cursor. */
export function Chart({ panel, store, live }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const row = useSignal<number | undefined>(undefined);
  const hidden = useSignal<ReadonlySet<string>>(new Set());
  const names = useSignal<readonly string[]>([]);
  const width = useSignal(0);
  const isInSight = useSignal(false);
  const wasInSight = useSignal(false);
  const drawn = useRef<Drawn | undefined>(undefined);
  // A little different for each chart, so that they do not all draw in the same moment.
  const leastPixels = useRef(0.35 + 0.3 * Math.random());

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(
      ([entry]) => (width.value = Math.floor(entry?.contentRect.width ?? 0)),
    );
    observer.observe(element);
    const sight = new IntersectionObserver(
      (entries) => {
        isInSight.value = entries.at(-1)?.isIntersecting ?? false;
        wasInSight.value ||= isInSight.value;
      },
      { rootMargin: nearlyInSight },
    );
    sight.observe(element);
    return () => {
      observer.disconnect();
      sight.disconnect();
    };
  }, []);

  // Which lines there are changes rarely; only then is the chart made anew.
  useSignalEffect(() => {
    void live.version.value;
    const found = store.names;
    if (found.join('\n') !== names.peek().join('\n')) names.value = found;
  });

  useSignalEffect(() => {
    if (place.current === null || width.value === 0 || !wasInSight.value) return undefined;
    const isContrast = theme.value.startsWith('contrast');
    const colors = readColors();
    const options = chartOptions({
      panel,
      names: names.value,
      colors,
      isContrast,
      width: width.peek(),
      height,
      drawBehind: (drawn) => drawBands(drawn, shownBands.peek(), colors),
      onCursor: (at) => (row.value = at),
    });
    const made = new uPlot(options, store.columns(names.value) as uPlot.AlignedData, place.current);
    chart.current = made;
    drawn.current = undefined;
    for (const [index, name] of names.value.entries()) {
      if (hidden.peek().has(name)) made.setSeries(index + 1, { show: false });
    }
    // Without being told of each move of the window: that must not make the chart anew.
    showWindow(made, shownWindow.peek());
    return () => {
      made.destroy();
      chart.current = undefined;
    };
  });

  useSignalEffect(() => {
    void live.version.value;
    const next = { ...shownWindow.value, bands: bandsKey.value, times: store.times };
    if (!isInSight.value || chart.current === undefined) return;
    if (!isWorthDrawing(drawn.current, next, width.peek(), leastPixels.current)) return;
    drawn.current = next;
    // uPlot draws once for all changes of one task.
    chart.current.setData(store.columns(names.peek()) as uPlot.AlignedData, false);
    showWindow(chart.current, next);
  });

  const toggle = (name: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(name)) next.add(name);
    hidden.value = next;
    chart.current?.setSeries(names.value.indexOf(name) + 1, { show: !next.has(name) });
  };

  return (
    <>
      <div ref={place} class="chart" aria-hidden="true" />
      <Legend
        names={names.value}
        hidden={hidden.value}
        valueOf={(name) => valueAt(store, name, row.value)}
        unit={panel.unit}
        onToggle={toggle}
        version={live.version}
      />
    </>
  );
}

function showWindow(chart: uPlot, { from, to }: TimeWindow): void {
  chart.setScale('x', { min: from, max: to });
}

/** Value under the cursor, or the latest one. */
function valueAt(store: PanelStore, name: string, row: number | undefined): number | null {
  if (row === undefined) return store.last(name);
  return store.columns([name])[1]?.[row] ?? null;
}
