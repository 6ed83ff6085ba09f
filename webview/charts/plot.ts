import uPlot from 'uplot';
import type { Panel } from '../../contract/panels.ts';
import type { ShownBands } from './bands.ts';
import { chartOptions, lineStyles, plotWidthPx } from './chart-options.ts';
import type { ChartColors } from './colors.ts';
import { drawBands } from './draw-bands.ts';
import type { PanelStore } from './panel-store.ts';
import { alignWindow, nextPhase } from './pixel-window.ts';
import { drawNewRows } from './plot-line.ts';
import type { TimeWindow } from './time-window.ts';

interface PlotParts {
  element: HTMLElement;
  panel: Panel;
  store: PanelStore;
  names: readonly string[];
  hidden: ReadonlySet<string>;
  colors: ChartColors;
  isContrast: boolean;
  width: number;
  height: number;
  bands: () => ShownBands;
  /** The time that the cursor is on. */
  onCursor: (time: number | undefined) => void;
}

/** Lines on a canvas, drawn anew only as far as somebody could see a difference. */
export interface Plot {
  /** Shows what there is now. `bandsKey` tells when the bands are others. */
  update(window: TimeWindow, bandsKey: string): void;
  show(name: string, isShown: boolean): void;
  /** Puts the cursor on a time, or away. */
  point(time: number | undefined): void;
  destroy(): void;
}

/** A place where uPlot shows no cursor. */
const awayPx = -10;

/** What was drawn last. */
interface Drawn extends TimeWindow {
  bandsKey: string;
  revision: number;
  end: number;
}

export function createPlot(parts: PlotParts): Plot {
  const { store, names, colors, isContrast } = parts;
  const styles = lineStyles(names, colors, isContrast);
  const options = chartOptions({
    ...parts,
    styles,
    window: () => window,
    drawBehind: (chart) => drawBands(chart, parts.bands(), colors),
    isHidden: (name) => parts.hidden.has(name),
  });
  const phase = nextPhase();
  const widthPx = plotWidthPx(parts.width);
  const columns = () => store.columns(names);
  let window: TimeWindow = { from: 0, to: 0 };
  const chart = new uPlot(options, undefined, parts.element);
  let drawn: Drawn | undefined;

  /** uPlot draws once for all changes of one task. */
  function drawAll({ from, to }: TimeWindow): void {
    window = { from, to };
    chart.setData(columns() as uPlot.AlignedData, false);
    chart.setScale('x', { min: from, max: to });
  }

  function isTheSame(next: Drawn): boolean {
    return (
      drawn?.from === next.from &&
      drawn.to === next.to &&
      drawn.bandsKey === next.bandsKey &&
      drawn.revision === next.revision
    );
  }

  return {
    update(asked, bandsKey) {
      const { revision, end, times } = store;
      const next = { ...alignWindow(asked, widthPx, phase), bandsKey, revision, end };
      const fresh = end - (drawn?.end ?? 0);
      const isDone =
        isTheSame(next) && drawNewRows(chart, { columns: columns(), firstRow: times.length - fresh, styles });
      if (!isDone) drawAll(next);
      drawn = next;
    },
    show(name, isShown) {
      chart.setSeries(names.indexOf(name) + 1, { show: isShown });
      if (drawn !== undefined) drawAll(drawn);
    },
    point(time) {
      const left = time === undefined ? awayPx : chart.valToPos(time, 'x');
      // Through its hooks: the legend tells the values of that time.
      chart.setCursor({ left, top: left === awayPx ? awayPx : 0 });
    },
    destroy: () => chart.destroy(),
  };
}
