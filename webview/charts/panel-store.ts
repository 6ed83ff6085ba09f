import type { LivePoints } from '../../contract/panels.ts';

type Value = number | null;

/** Columns as uPlot wants them: times, then one column of values for each line. */
export type Columns = [number[], ...Value[][]];

/** Seconds without any point after which a line is broken: one or two may be late. */
const gapSeconds = 3.5;
/** Old points are cut off when there are so many too many of them: not one by one, which would move all others. */
const cutSize = 300;

/**
 * The points of one panel: one column of times for all lines, one of values for each. A line that has no value at a
 * time has null there, which is drawn as a gap.
 */
export interface PanelStore {
  readonly names: readonly string[];
  readonly times: readonly number[];
  take(points: LivePoints, keepSeconds: number): void;
  /** Latest value of a line, null when it has stopped. */
  last(name: string): Value;
  /** Values of a line in the last seconds. */
  tail(name: string, seconds: number): readonly Value[];
  columns(names: readonly string[]): Columns;
}

export function createPanelStore(): PanelStore {
  let times: number[] = [];
  let lines = new Map<string, Value[]>();

  function replaceAll(series: LivePoints['series']): void {
    const all = [...new Set(series.flatMap(({ points }) => points.map(([time]) => time)))].sort(
      (a, b) => a - b,
    );
    times = withBreaks(all);
    const rows = new Map(times.map((time, row) => [time, row]));
    lines = new Map();
    for (const { name, points } of series) {
      const column = new Array<Value>(times.length).fill(null);
      for (const [time, value] of points) column[rows.get(time) ?? -1] = value;
      lines.set(name, column);
    }
  }

  function append(series: LivePoints['series']): void {
    for (const { name, points } of series) {
      for (const [time, value] of points) {
        const column = lines.get(name) ?? addLine(name);
        const row = rowOf(time);
        if (row !== undefined) column[row] = value;
      }
    }
  }

  function addLine(name: string): Value[] {
    const column = new Array<Value>(times.length).fill(null);
    lines.set(name, column);
    return column;
  }

  /** The row of a time; a new one when it is later than all. What comes late for a time unknown is dropped. */
  function rowOf(time: number): number | undefined {
    const latest = times.at(-1);
    if (latest !== undefined && time <= latest) {
      const row = times.lastIndexOf(time);
      return row === -1 ? undefined : row;
    }
    if (latest !== undefined && time - latest > gapSeconds) addRow(latest + 1);
    return addRow(time);
  }

  function addRow(time: number): number {
    times.push(time);
    for (const column of lines.values()) column.push(null);
    return times.length - 1;
  }

  function cut(keepSeconds: number): void {
    const first = times.findIndex((time) => time >= (times.at(-1) ?? 0) - keepSeconds);
    if (first < cutSize) return;
    times = times.slice(first);
    for (const [name, column] of lines) {
      const kept = column.slice(first);
      if (kept.some((value) => value !== null)) lines.set(name, kept);
      else lines.delete(name);
    }
  }

  return {
    get names() {
      return [...lines.keys()].sort();
    },
    get times() {
      return times;
    },
    take({ history, series }, keepSeconds) {
      if (history) replaceAll(series);
      else append(series);
      cut(keepSeconds);
    },
    last: (name) => lines.get(name)?.at(-1) ?? null,
    tail(name, seconds) {
      const first = times.findIndex((time) => time >= (times.at(-1) ?? 0) - seconds);
      return first === -1 ? [] : (lines.get(name)?.slice(first) ?? []);
    },
    columns: (names) => [times, ...names.map((name) => lines.get(name) ?? [])],
  };
}

/** Adds a time without values wherever points are missing for longer than is usual between them. */
function withBreaks(times: readonly number[]): number[] {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1;
  const longest = Math.max(gapSeconds, 2.5 * usual);
  return times.flatMap((time, index) => {
    const before = times[index - 1];
    return before !== undefined && time - before > longest ? [before + usual, time] : [time];
  });
}
