import type { TimeWindow } from './time-window.ts';

/**
 * Moves the end of a window forward to a whole column of pixels. Columns then hold the same values in every picture,
 * so that a moving chart does not flicker, and a chart has to be drawn anew only when it has moved by a whole column.
 *
 * `phase`, from 0 to 1, is where its columns begin: charts with different ones do not all move in the same second.
 */
export function alignWindow({ from, to }: TimeWindow, widthPx: number, phase: number): TimeWindow {
  const span = to - from;
  const step = span / widthPx;
  const end = (Math.ceil(to / step - phase) + phase) * step;
  return { from: end - span, to: end };
}

const goldenRatio = 0.618;
let charts = 0;

/** Phases of charts, each as far as can be from those of the charts before. */
export function nextPhase(): number {
  charts = (charts + 1) % 1_000;
  return (charts * goldenRatio) % 1;
}
