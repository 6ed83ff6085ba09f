import { rowFrom, type Columns } from './columns.ts';
import type { TimeWindow } from './time-window.ts';

/** More rows than these nobody reads; they are spread evenly over the time that is shown. */
const mostRows = 30;

export interface TableRow {
  time: number;
  values: readonly (number | null)[];
}

/** The points of a window as rows, the newest first. */
export function tableRows([times, ...columns]: Columns, { from, to }: TimeWindow): TableRow[] {
  const first = rowFrom(times, from);
  const end = rowFrom(times, to + 0.001);
  const step = Math.max(1, Math.ceil((end - first) / mostRows));
  const rows: TableRow[] = [];
  for (let row = end - 1; row >= first; row -= step) {
    rows.push({ time: times[row] ?? 0, values: columns.map((column) => readValue(column[row])) });
  }
  return rows;
}

function readValue(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
