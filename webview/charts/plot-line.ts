import type uPlot from 'uplot';
import { rowFrom } from './columns.ts';
import { traceLine, type TracedLine } from './line-path.ts';

/** How a line looks. */
export interface LineStyle {
  stroke: string;
  /** Pixels of the page. */
  width: number;
  dash: number[] | undefined;
}

/** Builds the path of a line for uPlot, with two corners for each column of pixels at most. */
export function linePath(chart: uPlot, index: number, firstRow: number, lastRow: number): uPlot.Series.Paths {
  const stroke = new Path2D();
  traceLine(stroke, { ...onCanvas(chart), ...columnsOf(chart.data, index), firstRow, lastRow });
  return { stroke, fill: null, clip: null, band: null, gaps: [], flags: 0 };
}

/** Rows that were not drawn yet. */
interface NewRows {
  columns: readonly Float64Array[];
  firstRow: number;
  styles: readonly LineStyle[];
}

/**
 * Draws rows at the end of what is drawn already, as long as they fit: that is cheap. Returns false, and draws nothing,
 * when a value lies outside of the axis.
 */
export function drawNewRows(chart: uPlot, { columns, firstRow, styles }: NewRows): boolean {
  const [times = new Float64Array()] = columns;
  const lastRow = rowFrom(times, rangeOf(chart, 'x')[1] + 0.001) - 1;
  if (lastRow < firstRow) return true;
  const [low, high] = rangeOf(chart, 'y');
  const fits = (value: number): boolean => Number.isNaN(value) || (value <= high && value >= low);
  if (!columns.slice(1).every((values) => values.subarray(firstRow, lastRow + 1).every(fits))) return false;
  const place = onCanvas(chart);
  const changed = styles.flatMap((style, index) => {
    const line = { ...place, ...columnsOf(columns, index + 1), firstRow, lastRow };
    return chart.series[index + 1]?.show === true && isVisible(line) ? [{ style, line }] : [];
  });
  // A canvas that is touched at all has to be shown anew.
  if (changed.length > 0) withinPlot(chart, (ctx) => changed.forEach((each) => strokeRows(ctx, each)));
  return true;
}

/** Whether rows would be seen: not when they lie within what their column of pixels shows already. */
function isVisible({ times, values, firstRow, lastRow, xOf, timeOf, yOf }: TracedLine): boolean {
  const columnOf = (row: number): number => Math.round(xOf(times[row] ?? 0));
  const column = columnOf(lastRow);
  if (columnOf(firstRow) !== column) return true;
  const before = values.subarray(rowFrom(times, timeOf(column - 0.5)), firstRow);
  const fresh = values.subarray(firstRow, lastRow + 1);
  if (before.length === 0 || before.some(Number.isNaN) || fresh.some(Number.isNaN)) return true;
  const extent = (part: Float64Array): string =>
    `${Math.round(yOf(Math.min(...part)))} ${Math.round(yOf(Math.max(...part)))}`;
  return extent(before) !== extent(values.subarray(lastRow + 1 - before.length - fresh.length, lastRow + 1));
}

/** From the row before, which the new ones go on from. */
function strokeRows(
  ctx: CanvasRenderingContext2D,
  { style, line }: { style: LineStyle; line: TracedLine },
): void {
  const path = new Path2D();
  traceLine(path, { ...line, firstRow: Math.max(0, line.firstRow - 1) });
  strokePath(ctx, path, style);
}

type Place = Pick<TracedLine, 'xOf' | 'timeOf' | 'yOf'>;

/** Where times and values are on the canvas. Columns of pixels are counted from the left edge of the plot. */
function onCanvas(chart: uPlot): Place {
  const { left, top, width, height } = chart.bbox;
  const [from, to] = rangeOf(chart, 'x');
  const [low, high] = rangeOf(chart, 'y');
  const perSecond = width / (to - from);
  const perUnit = height / (high - low);
  const start = left - 0.5 - from * perSecond;
  const bottom = top + height + low * perUnit;
  return {
    xOf: (time) => start + time * perSecond,
    timeOf: (x) => (x - start) / perSecond,
    yOf: (value) => bottom - value * perUnit,
  };
}

function rangeOf({ scales }: uPlot, key: 'x' | 'y'): [number, number] {
  const { min, max } = scales[key] ?? {};
  return [min ?? 0, max ?? 1];
}

function columnsOf(data: readonly unknown[], index: number): Pick<TracedLine, 'times' | 'values'> {
  return { times: data[0] as Float64Array, values: data[index] as Float64Array };
}

/** uPlot remembers how it has left the canvas, so it has to get it back like that. */
function withinPlot({ ctx, bbox }: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw(ctx);
  ctx.restore();
}

function strokePath(ctx: CanvasRenderingContext2D, path: Path2D, { stroke, width, dash }: LineStyle): void {
  const widthPx = width * devicePixelRatio;
  const offset = (widthPx % 2) / 2;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = widthPx;
  ctx.lineJoin = 'round';
  ctx.setLineDash(dash ?? []);
  ctx.translate(offset, offset);
  ctx.stroke(path);
  ctx.translate(-offset, -offset);
}
