import type uPlot from 'uplot';
import type { Panel } from '../../contract/panels.ts';
import { formatValue } from '../../contract/words/format.ts';
import { dashOf, type ChartColors } from './colors.ts';
import { linePath, type LineStyle } from './plot-line.ts';
import { zoomTo, type TimeWindow } from './time-window.ts';
import { extentOf, yRange } from './y-range.ts';

/** Charts with this key have one cursor between them. */
const cursorKey = 'dsp';
const axisWidth = 64;
/** Room above and at the right, so that no mark of an axis is cut off. */
const padding = { top: 17, right: 25 };
/** Below so many seconds between two marks of the axis, they show seconds. */
const minuteSeconds = 60;

interface ChartParts {
  panel: Panel;
  names: readonly string[];
  styles: readonly LineStyle[];
  isHidden: (name: string) => boolean;
  colors: ChartColors;
  width: number;
  height: number;
  /** What is about to be drawn. */
  window: () => TimeWindow;
  /** Draws what is behind the lines. */
  drawBehind: (chart: uPlot) => void;
  /** The time that the cursor is on. */
  onCursor: (time: number | undefined) => void;
}

/** Width of the part that lines are in, in pixels of the canvas, for a chart of this width. */
export function plotWidthPx(width: number): number {
  return Math.max(1, Math.round((width - axisWidth - padding.right) * devicePixelRatio));
}

/** How the lines of these names look. */
export function lineStyles(names: readonly string[], colors: ChartColors, isContrast: boolean): LineStyle[] {
  return names.map((_, index) => ({
    stroke: colors.series[index % colors.series.length] ?? colors.text,
    width: isContrast ? 2 : 1,
    dash: dashOf(index, isContrast),
  }));
}

/** How one panel is drawn. */
export function chartOptions(parts: ChartParts): uPlot.Options {
  const { panel, names, styles, colors, width, height } = parts;
  const axis = {
    stroke: colors.text,
    font: colors.font,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    padding: [padding.top, padding.right, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: cursorKey, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      // On nothing there is no point.
      dataIdx: (chart, line, row) => (Number.isNaN(chart.data[line]?.[row] ?? Number.NaN) ? null : row),
    },
    scales: {
      x: { time: true, auto: false },
      y: {
        range: (chart) =>
          yRange(panel.unit, ...extentOf(...shownLines(chart), parts.window()), rangeNow(chart)),
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 80,
        values: (_, splits, __, ___, step) => timesOf(splits, step),
      },
      {
        ...axis,
        size: axisWidth,
        values: (_, splits) => splits.map((value) => formatValue(value, panel.unit)),
      },
    ],
    series: [
      {},
      ...names.map((label, index): uPlot.Series => {
        const { dash, ...style } = styles[index] ?? { stroke: colors.text, width: 1, dash: undefined };
        return {
          ...style,
          label,
          auto: false,
          show: !parts.isHidden(label),
          paths: linePath,
          points: { show: false },
          ...(dash === undefined ? {} : { dash }),
        };
      }),
    ],
    hooks: {
      drawClear: [parts.drawBehind],
      draw: [(chart) => drawThresholds(chart, panel, colors)],
      setCursor: [(chart) => parts.onCursor(timeAt(chart, chart.cursor.idx))],
      setSelect: [takeSelection],
    },
  };
}

function shownLines({ data, series }: uPlot): [Float64Array, Float64Array[]] {
  const [times = new Float64Array(), ...lines] = data as unknown as Float64Array[];
  return [times, lines.filter((_, index) => series[index + 1]?.show)];
}

function rangeNow({ scales }: uPlot): [number, number] | undefined {
  const { min, max } = scales['y'] ?? {};
  return min == null || max == null ? undefined : [min, max];
}

function timeAt(chart: uPlot, row: number | null | undefined): number | undefined {
  return row == null ? undefined : (chart.data[0][row] ?? undefined);
}

/** Made by hand: what the browser has for it costs as much as a line. */
function timesOf(splits: readonly number[], stepSeconds: number): string[] {
  const two = (value: number): string => String(value).padStart(2, '0');
  return splits.map((time) => {
    const date = new Date(time * 1000);
    const text = `${two(date.getHours())}:${two(date.getMinutes())}`;
    return stepSeconds < minuteSeconds ? `${text}:${two(date.getSeconds())}` : text;
  });
}

/** Limits as dashed lines, where they are within sight. */
function drawThresholds(chart: uPlot, { thresholds }: Panel, colors: ChartColors): void {
  const { ctx, bbox } = chart;
  const top = chart.scales['y']?.max ?? 0;
  for (const { value, level } of thresholds) {
    if (value > top) continue;
    const y = Math.round(chart.valToPos(value, 'y', true));
    ctx.save();
    ctx.strokeStyle = level === 'error' ? colors.faultText : colors.text;
    ctx.globalAlpha = 0.7;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }
}

/** What is drawn across with the pointer is zoomed into, in all charts. */
function takeSelection(chart: uPlot): void {
  const { left, width } = chart.select;
  if (width < 4) return;
  zoomTo({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
