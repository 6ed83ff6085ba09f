import type uPlot from 'uplot';
import type { Panel } from '../../contract/panels.ts';
import { formatValue } from '../ui/format.ts';
import type { ChartColors } from './colors.ts';
import { dashOf } from './colors.ts';
import { zoomTo } from './time-window.ts';

/** Charts with this key have one cursor between them. */
const cursorKey = 'dsp';
const axisWidth = 64;
/** Below so many seconds between two marks of the axis, they show seconds. */
const minuteSeconds = 60;

interface ChartParts {
  panel: Panel;
  names: readonly string[];
  colors: ChartColors;
  isContrast: boolean;
  width: number;
  height: number;
  /** Draws what is behind the lines. */
  drawBehind: (chart: uPlot) => void;
  /** The row that the cursor is on. */
  onCursor: (row: number | undefined) => void;
}

/** How one panel is drawn. */
export function chartOptions(parts: ChartParts): uPlot.Options {
  const { panel, names, colors, isContrast, width, height } = parts;
  const axis = {
    stroke: colors.text,
    font: colors.font,
    grid: { stroke: colors.grid, width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: {
      sync: { key: cursorKey, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    scales: { x: { time: true, auto: false }, y: { range: (_, min, max) => yRange(panel.unit, min, max) } },
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
        const dash = dashOf(index, isContrast);
        return {
          label,
          stroke: colors.series[index % colors.series.length] ?? colors.text,
          width: isContrast ? 2 : 1,
          spanGaps: false,
          points: { show: false },
          ...(dash === undefined ? {} : { dash }),
        };
      }),
    ],
    hooks: {
      drawClear: [parts.drawBehind],
      draw: [(chart) => drawThresholds(chart, panel, colors)],
      setCursor: [(chart) => parts.onCursor(chart.cursor.idx ?? undefined)],
      setSelect: [takeSelection],
    },
  };
}

/** Rates and shares begin at zero, so that charts can be compared; there is room above for the names of bands. */
function yRange(unit: Panel['unit'], min: number | null, max: number | null): [number, number] {
  if (unit === 'bool') return [0, 1.5];
  const top = max === null || max <= 0 ? 1 : max * 1.2;
  return [Math.min(0, min ?? 0), unit === 'percent' ? Math.min(top, 110) : top];
}

function timesOf(splits: readonly number[], stepSeconds: number): string[] {
  return splits.map((time) => {
    const text = new Date(time * 1000).toLocaleTimeString('en-GB', { hour12: false });
    return stepSeconds < minuteSeconds ? text : text.slice(0, 5);
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
