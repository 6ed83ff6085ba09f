/** More than so many bins are put together in pairs. */
export const mostBins = 600;

/** Counts over time in equal bins, at first of one second; when they get too many each becomes twice as long. */
export interface Bins {
  add(second: number): void;
  readonly counts: readonly number[];
  readonly binSeconds: number;
}

/** Begins with no bin. */
export function createBins(): Bins {
  let counts: number[] = [];
  let binSeconds = 1;
  return {
    add(second) {
      while (second / binSeconds >= mostBins) {
        counts = pairs(counts);
        binSeconds *= 2;
      }
      const bin = Math.max(0, Math.floor(second / binSeconds));
      counts[bin] = (counts[bin] ?? 0) + 1;
    },
    get counts() {
      return counts;
    },
    get binSeconds() {
      return binSeconds;
    },
  };
}

/** Counts in bins of another, longer length, as rates. */
export function ratesOf({ counts, binSeconds }: Bins, wantedSeconds: number, length: number): number[] {
  let longer = counts;
  for (let seconds = binSeconds; seconds < wantedSeconds; seconds *= 2) longer = pairs(longer);
  return Array.from({ length }, (_, bin) => (longer[bin] ?? 0) / wantedSeconds);
}

function pairs(counts: readonly number[]): number[] {
  return Array.from(
    { length: Math.ceil(counts.length / 2) },
    (_, pair) => (counts[2 * pair] ?? 0) + (counts[2 * pair + 1] ?? 0),
  );
}
