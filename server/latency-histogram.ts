import type { LatencyMs } from '../contract/traffic/run.ts';

/** Buckets for each doubling of the latency: percentiles are told within 2.2 %. */
const perDoubling = 16;
const smallestMs = 0.1;
/** From 0.1 ms up to about 110 minutes. */
const buckets = 26 * perDoubling;

/** Counts latencies in buckets of equal relative width: 1.6 kB, whatever is counted. */
export interface LatencyHistogram {
  record(millis: number): void;
  percentiles(): LatencyMs;
  readonly counts: Uint32Array;
}

/** @param counts What was counted before; nothing if absent. */
export function createLatencyHistogram(counts = new Uint32Array(buckets)): LatencyHistogram {
  return {
    counts,
    record(millis) {
      const bucket = Math.floor(Math.log2(Math.max(millis, smallestMs) / smallestMs) * perDoubling);
      const place = Math.min(buckets - 1, bucket);
      counts[place] = (counts[place] as number) + 1;
    },
    percentiles() {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const at = (share: number): number | null => (total === 0 ? null : quantile(counts, share * total));
      return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    },
  };
}

/** One histogram of what several have counted. */
export function mergeHistograms(histograms: Iterable<LatencyHistogram>): LatencyHistogram {
  const merged = new Uint32Array(buckets);
  for (const { counts } of histograms) {
    for (let place = 0; place < buckets; place++) {
      merged[place] = (merged[place] as number) + (counts[place] as number);
    }
  }
  return createLatencyHistogram(merged);
}

function quantile(counts: Uint32Array, rank: number): number {
  let left = Math.ceil(rank);
  let bucket = 0;
  while (bucket < buckets - 1 && (left -= counts[bucket] as number) > 0) bucket += 1;
  return Math.round(smallestMs * 2 ** ((bucket + 0.5) / perDoubling) * 100) / 100;
}
