import type { Unit } from '../../contract/words/format.ts';
import { rowFrom } from './columns.ts';
import type { TimeWindow } from './time-window.ts';

/** Room above the highest value, for the names of bands. */
const headroom = 1.2;
/** As long as a scale is so near to what it should be, it stays: lines do not jump with every new peak. */
const stays = { least: 0.9, most: 1.25 };

/** From where to where an axis goes. Rates and shares begin at zero, so that charts can be compared. */
export function yRange(
  unit: Unit,
  min: number | null,
  max: number | null,
  before: readonly [number, number] | undefined,
): [number, number] {
  if (unit === 'bool') return [0, 1.5];
  const ideal = max === null || max <= 0 ? 1 : max * headroom;
  const least = Math.min(0, min ?? 0);
  const wanted = unit === 'percent' ? Math.min(ideal, 110) : ideal;
  const isNear =
    before !== undefined && wanted >= before[1] * (1 / stays.most) && wanted <= before[1] * (1 / stays.least);
  return [least, isNear ? before[1] : wanted];
}

/**
 * The least and the greatest value of some lines in a window, null when there is none. uPlot's own search takes a line
 * that begins without a value for one that has none.
 */
export function extentOf(
  times: Float64Array,
  lines: readonly Float64Array[],
  { from, to }: TimeWindow,
): [number | null, number | null] {
  const first = rowFrom(times, from);
  const end = rowFrom(times, to + 0.001);
  let low = Infinity;
  let high = -Infinity;
  for (const values of lines) {
    for (let row = first; row < end; row++) {
      const value = values[row] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return high === -Infinity ? [null, null] : [low, high];
}
