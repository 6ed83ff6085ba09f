import type { LivePoints } from '../../contract/panels.ts';
import { createColumnBuffer, rowFrom, type Columns } from './columns.ts';
import { gapSeconds, readHistory } from './read-history.ts';

type Value = number | null;

/** Old points are cut off when there are so many too many of them. */
const cutSize = 300;

/**
 * The points of one panel: one column of times for all lines, one of values for each. A line that has no value at a
 * time has NaN there, which is drawn as a gap.
 */
export interface PanelStore {
  /** In the order of the alphabet; the same array as long as the lines are the same. */
  readonly names: readonly string[];
  readonly times: Float64Array;
  /** Rows that there ever were; grows with every second. */
  readonly end: number;
  /** Grows when something else has changed than that there are rows more. */
  readonly revision: number;
  take(points: LivePoints, keepSeconds: number): void;
  /** Latest value of a line, null when it has stopped. */
  last(name: string): Value;
  /** Value of a line at a time of which there is a row. */
  at(name: string, time: number): Value;
  /** Values of a line in the last seconds. */
  tail(name: string, seconds: number): readonly Value[];
  columns(names: readonly string[]): Columns;
}

export function createPanelStore(): PanelStore {
  let rows = createColumnBuffer();
  let names: readonly string[] = [];
  let revision = 0;

  function nameLines(): void {
    names = [...rows.names].sort();
  }

  function replaceAll(series: LivePoints['series']): void {
    rows = readHistory(series);
    nameLines();
    revision++;
  }

  function append(series: LivePoints['series']): void {
    const known = rows.length;
    for (const { name, points } of series) {
      if (rows.column(name) === undefined) addLine(name);
      for (const [time, value] of points) {
        const row = rowOf(time);
        if (row === undefined) continue;
        rows.set(name, row, value ?? Number.NaN);
        if (row < known) revision++;
      }
    }
  }

  function addLine(name: string): void {
    rows.addColumn(name);
    nameLines();
  }

  /** The row of a time; a new one when it is later than all. What comes late for a time unknown is dropped. */
  function rowOf(time: number): number | undefined {
    const latest = rows.times.at(-1);
    if (latest !== undefined && time <= latest) {
      const row = rowFrom(rows.times, time);
      return rows.times[row] === time ? row : undefined;
    }
    if (latest !== undefined && time - latest > gapSeconds) rows.append(latest + 1);
    rows.append(time);
    return rows.length - 1;
  }

  function cut(keepSeconds: number): void {
    const first = rowFrom(rows.times, (rows.times.at(-1) ?? 0) - keepSeconds);
    if (first < cutSize) return;
    rows.cut(first);
    const gone = names.filter((name) => rows.column(name)?.every(Number.isNaN) ?? true);
    if (gone.length === 0) return;
    gone.forEach((name) => rows.dropColumn(name));
    nameLines();
  }

  return {
    get names() {
      return names;
    },
    get times() {
      return rows.times;
    },
    get end() {
      return rows.end;
    },
    get revision() {
      return revision;
    },
    take({ history, series }, keepSeconds) {
      if (history) replaceAll(series);
      else append(series);
      cut(keepSeconds);
    },
    last: (name) => valueOf(rows.column(name)?.at(-1)),
    at(name, time) {
      const row = rowFrom(rows.times, time);
      return rows.times[row] === time ? valueOf(rows.column(name)?.[row]) : null;
    },
    tail(name, seconds) {
      const first = rowFrom(rows.times, (rows.times.at(-1) ?? 0) - seconds);
      return Array.from(rows.column(name)?.subarray(first) ?? [], valueOf);
    },
    columns: (asked) => [rows.times, ...asked.map((name) => rows.column(name) ?? noValues(rows.length))],
  };
}

function valueOf(value: number | undefined): Value {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function noValues(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}
