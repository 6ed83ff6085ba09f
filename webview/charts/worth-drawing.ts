import type { TimeWindow } from './time-window.ts';

/** What a chart has drawn last. */
export interface Drawn extends TimeWindow {
  bands: unknown;
  times: unknown;
}

/**
 * Whether somebody could see a difference. In a chart of an hour a second is a sixth of a pixel: it is drawn again when
 * what it shows has moved by `leastPixels`, or when its bands, its window or its points were replaced.
 */
export function isWorthDrawing(
  before: Drawn | undefined,
  next: Drawn,
  widthPx: number,
  leastPixels: number,
): boolean {
  if (before === undefined || before.bands !== next.bands || before.times !== next.times) return true;
  const span = next.to - next.from;
  if (Math.abs(span - (before.to - before.from)) > 0.001) return true;
  const movedPx = (Math.abs(next.to - before.to) / span) * widthPx;
  return movedPx === 0 || movedPx >= leastPixels;
}
