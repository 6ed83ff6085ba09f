/** What takes a line: a path of a canvas, or a test. */
export type PathSink = Pick<Path2D, 'moveTo' | 'lineTo'>;

/** Rows of a line, and where they are on the canvas, in its pixels. */
export interface TracedLine {
  times: Float64Array;
  /** NaN is where the line is broken. */
  values: Float64Array;
  firstRow: number;
  lastRow: number;
  xOf: (time: number) => number;
  /** The other way. */
  timeOf: (x: number) => number;
  yOf: (value: number) => number;
}

/** What is in one column of pixels. */
interface PixelColumn {
  x: number;
  /** The first row after it. */
  end: number;
  /** Infinite when there is no value. */
  low: number;
  high: number;
  isLowFirst: boolean;
  isBrokenBefore: boolean;
  isBrokenAfter: boolean;
}

/**
 * Draws a line with at most two points for each column of pixels: the least and the greatest value in it, in the order
 * in which they came. A peak of one second is as high in a chart of six hours as in one of five minutes.
 */
export function traceLine(sink: PathSink, line: TracedLine): void {
  const column = {} as PixelColumn;
  let isDown = false;
  for (let row = line.firstRow; row <= line.lastRow; row = column.end) {
    readColumn(line, row, column);
    const isEmpty = column.high === -Infinity;
    if (!isEmpty) traceColumn(sink, line, column, isDown && !column.isBrokenBefore);
    isDown = !isEmpty && !column.isBrokenAfter;
  }
}

function readColumn(
  { times, values, lastRow, xOf, timeOf }: TracedLine,
  first: number,
  into: PixelColumn,
): void {
  const x = Math.round(xOf(times[first] ?? 0));
  const endTime = timeOf(x + 0.5);
  let low = Infinity;
  let high = -Infinity;
  let lowRow = 0;
  let highRow = 0;
  let row = first;
  do {
    const value = values[row] ?? Number.NaN;
    // Comparisons with NaN are false.
    if (value < low) {
      low = value;
      lowRow = row;
    }
    if (value > high) {
      high = value;
      highRow = row;
    }
    row++;
  } while (row <= lastRow && (times[row] ?? Infinity) < endTime);
  into.x = x;
  into.end = row;
  into.low = low;
  into.high = high;
  into.isLowFirst = lowRow <= highRow;
  into.isBrokenBefore = Number.isNaN(values[first]);
  into.isBrokenAfter = Number.isNaN(values[row - 1]);
}

function traceColumn(sink: PathSink, line: TracedLine, column: PixelColumn, isJoined: boolean): void {
  const { x, end, isLowFirst, isBrokenAfter } = column;
  const low = Math.round(line.yOf(column.low));
  const high = Math.round(line.yOf(column.high));
  const begin = isLowFirst ? low : high;
  const other = isLowFirst ? high : low;
  const goesOn = !isBrokenAfter && end <= line.lastRow && !Number.isNaN(line.values[end]);
  if (!isJoined && !goesOn && begin === other) return traceDot(sink, x, begin);
  if (isJoined) sink.lineTo(x, begin);
  else sink.moveTo(x, begin);
  if (other !== begin) sink.lineTo(x, other);
}

/** What stands alone would be no line at all. It stays within its column. */
function traceDot(sink: PathSink, x: number, y: number): void {
  sink.moveTo(x - 0.45, y);
  sink.lineTo(x + 0.45, y);
}
