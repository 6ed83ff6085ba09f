/** The same data for both pages: charts with lines of an hour at one point a second. */
export const chartCount = 10;
export const linesPerChart = 4;
export const historySeconds = 3_600;
export const firstSecond = 1_790_000_000;

/** A value that goes up and down and is never twice the same. */
export function valueAt(chart: number, line: number, second: number): number {
  const wave = Math.sin((second + 300 * chart) / (60 + 15 * line));
  return 20 + 10 * line + 8 * wave + ((second * 7919 + line * 104_729) % 97) / 20;
}

/** What a benchmark calls in the page. */
export interface BenchPage {
  /** Draws the last seconds of everything, from data that is at hand. */
  draw(shownSeconds: number): void;
  /** One more second for every line. */
  tick(second: number): void;
}

declare global {
  var bench: BenchPage;
}
