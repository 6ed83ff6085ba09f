import type { Columns } from './panel-store.ts';
import type { TimeWindow } from './time-window.ts';

/** More rows than these nobody reads; they are spread evenly over the time that is shown. */
const mostRows = 30;

export interface TableRow {
  time: number;
  values: readonly (number | null)[];
}

/** The points of a window as rows, the newest first. */
export function tableRows([times, ...columns]: Columns, { from, to }: TimeWindow): TableRow[] {
  const shown = times.flatMap((time, row) => (time >= from && time <= to ? [row] : []));
  const step = Math.max(1, Math.ceil(shown.length / mostRows));
  const picked = shown.toReversed().filter((_, index) => index % step === 0);
  return picked.map((row) => ({
    time: times[row] ?? 0,
    values: columns.map((column) => column[row] ?? null),
  }));
}
