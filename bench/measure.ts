/** One figure of a benchmark. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** What it should come to, in words; empty when there is no goal. */
  target: string;
  /** Whether it does; null when there is no goal. */
  met: boolean | null;
}

/** A figure with a goal that is an upper bound. */
export function atMost(what: string, value: number, limit: number, unit: string): Figure {
  return { what, value, unit, target: `≤ ${limit}`, met: value <= limit };
}

/** A figure with a goal that is a lower bound. */
export function atLeast(what: string, value: number, limit: number, unit: string): Figure {
  return { what, value, unit, target: `≥ ${limit}`, met: value >= limit };
}

/** A figure without a goal. */
export function plain(what: string, value: number, unit: string): Figure {
  return { what, value, unit, target: '', met: null };
}

/** A percentile (nearest rank) of samples; `share` from 0 to 1. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)));
  return sorted[rank - 1] ?? Number.NaN;
}
