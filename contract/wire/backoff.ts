const firstMs = 500;
const longestMs = 15_000;

/** Milliseconds to wait before the next attempt: twice as long each time, and never quite the same for two pages. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.min(longestMs, firstMs * 2 ** attempt) * (0.75 + random() / 2);
}
