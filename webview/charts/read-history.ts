import type { LivePoints } from '../../contract/panels.ts';
import { createColumnBuffer, type ColumnBuffer } from './columns.ts';

/** Seconds without any point after which a line is broken: one or two may be late. */
export const gapSeconds = 3.5;

type Series = LivePoints['series'];

/** The points of all lines of a panel, each of them in the order of time, as rows with one time for all. */
export function readHistory(series: Series): ColumnBuffer {
  return readTogether(series) ?? readApart(series);
}

/** Lines of a panel mostly have the same times without a gap. Then each point is looked at once. */
function readTogether(series: Series): ColumnBuffer | undefined {
  const times = Float64Array.from(series[0]?.points ?? [], ([time]) => time);
  if (longestStep(times) > gapSeconds) return undefined;
  const columns = new Map<string, Float64Array>();
  for (const { name, points } of series) {
    const column = columnAt(points, times);
    if (column === undefined) return undefined;
    columns.set(name, column);
  }
  return createColumnBuffer(times, columns);
}

/**
 * The values at exactly these times; undefined when the points have others. Written as a loop, like all here: an hour of
 * many lines is read before the browser has compiled this.
 */
function columnAt(points: Series[number]['points'], times: Float64Array): Float64Array | undefined {
  if (points.length !== times.length) return undefined;
  const column = new Float64Array(times.length);
  for (let row = 0; row < times.length; row++) {
    const point = points[row];
    if (point?.[0] !== times[row]) return undefined;
    column[row] = point?.[1] ?? Number.NaN;
  }
  return column;
}

function readApart(series: Series): ColumnBuffer {
  const times = withBreaks(timesOf(series));
  const columns = new Map(series.map(({ name, points }) => [name, columnOf(points, times)]));
  return createColumnBuffer(times, columns);
}

function columnOf(points: Series[number]['points'], times: Float64Array): Float64Array {
  const column = new Float64Array(times.length).fill(Number.NaN);
  let row = 0;
  for (let point = 0; point < points.length; point++) {
    const time = points[point]?.[0] ?? 0;
    while ((times[row] ?? Infinity) < time) row++;
    column[row] = points[point]?.[1] ?? Number.NaN;
  }
  return column;
}

/** The times of all lines, each once. */
function timesOf(series: Series): Float64Array {
  return series.reduce<Float64Array>((all, { points }) => mergeTimes(all, points), new Float64Array(0));
}

function mergeTimes(known: Float64Array, points: Series[number]['points']): Float64Array {
  const merged = new Float64Array(known.length + points.length);
  let [count, row, point] = [0, 0, 0];
  while (row < known.length || point < points.length) {
    const one = known[row] ?? Infinity;
    const other = points[point]?.[0] ?? Infinity;
    merged[count++] = Math.min(one, other);
    if (one <= other) row++;
    if (other <= one) point++;
  }
  return merged.subarray(0, count);
}

/** Adds a time without values wherever points are missing for longer than is usual between them. */
function withBreaks(times: Float64Array): Float64Array {
  if (longestStep(times) <= gapSeconds) return times;
  const steps = times.slice(1).map((time, row) => time - (times[row] ?? time));
  const usual = steps.toSorted()[Math.floor(steps.length / 2)] ?? 1;
  const longest = Math.max(gapSeconds, 2.5 * usual);
  const broken: number[] = [];
  times.forEach((time, row) => {
    if (row > 0 && (steps[row - 1] ?? 0) > longest) broken.push((times[row - 1] ?? 0) + usual);
    broken.push(time);
  });
  return Float64Array.from(broken);
}

function longestStep(times: Float64Array): number {
  let longest = 0;
  for (let row = 1; row < times.length; row++) {
    longest = Math.max(longest, (times[row] ?? 0) - (times[row - 1] ?? 0));
  }
  return longest;
}
