/** Columns as uPlot reads them: times, then one column of values for each line. NaN is where there is no value. */
export type Columns = [Float64Array, ...Float64Array[]];

const leastRows = 512;

/**
 * Rows of numbers, column by column, that grow at their end and are cut off at their beginning. What was handed out is
 * never moved: a chart may keep it until it is drawn again.
 */
export interface ColumnBuffer {
  readonly length: number;
  /** Rows that were ever appended; tells which are new. */
  readonly end: number;
  readonly times: Float64Array;
  readonly names: Iterable<string>;
  column(name: string): Float64Array | undefined;
  addColumn(name: string): void;
  dropColumn(name: string): void;
  /** Adds a row without values. */
  append(time: number): void;
  set(name: string, row: number, value: number): void;
  /** Forgets the first rows. */
  cut(rows: number): void;
}

/** Begins with these rows. The columns belong to the buffer from then on; all are as long as the times. */
export function createColumnBuffer(
  times: Float64Array = new Float64Array(0),
  columns = new Map<string, Float64Array>(),
): ColumnBuffer {
  let capacity = times.length;
  let first = 0;
  let last = times.length;
  let forgotten = 0;

  /** New memory with room at the end; views of the old stay as they are. */
  function makeRoom(): void {
    const length = last - first;
    capacity = Math.max(leastRows, Math.ceil(length * 1.5));
    const moved = (old: Float64Array): Float64Array => {
      const fresh = new Float64Array(capacity).fill(Number.NaN, length);
      fresh.set(old.subarray(first, last));
      return fresh;
    };
    times = moved(times);
    for (const [name, column] of columns) columns.set(name, moved(column));
    first = 0;
    last = length;
  }

  return {
    get length() {
      return last - first;
    },
    get end() {
      return forgotten + last - first;
    },
    get times() {
      return times.subarray(first, last);
    },
    get names() {
      return columns.keys();
    },
    column: (name) => columns.get(name)?.subarray(first, last),
    addColumn: (name) => void columns.set(name, new Float64Array(capacity).fill(Number.NaN)),
    dropColumn: (name) => void columns.delete(name),
    append(time) {
      if (last === capacity) makeRoom();
      times[last++] = time;
    },
    set(name, row, value) {
      const column = columns.get(name);
      if (column !== undefined) column[first + row] = value;
    },
    cut(rows) {
      first += rows;
      forgotten += rows;
    },
  };
}

/** The first row whose time is not before this one; `times.length` when there is none. */
export function rowFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
