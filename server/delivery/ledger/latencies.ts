/** Buckets for each doubling of the latency: values are told within 5 %. */
const perDoubling = 8;
/** From 0.1 ms up to about 7 hours. */
const buckets = 28 * perDoubling;
const smallestMs = 0.1;

/** A histogram of fixed size with buckets of equal relative width. */
export interface Latencies {
  record(millis: number): void;
  summary(): {
    count: number;
    p50: number | null;
    p95: number | null;
    p99: number | null;
    max: number | null;
  };
}

export function createLatencies(): Latencies {
  const counts = new Uint32Array(buckets);
  let count = 0;
  let max = 0;

  function quantile(share: number): number | null {
    if (count === 0) return null;
    let left = Math.ceil(share * count);
    for (let bucket = 0; bucket < buckets; bucket++) {
      left -= counts[bucket] as number;
      if (left <= 0) return Math.min(max, round(smallestMs * 2 ** ((bucket + 0.5) / perDoubling)));
    }
    return max;
  }

  return {
    record(millis) {
      const bucket = Math.floor(Math.log2(Math.max(millis, smallestMs) / smallestMs) * perDoubling);
      const place = Math.min(buckets - 1, bucket);
      counts[place] = (counts[place] as number) + 1;
      count += 1;
      max = Math.max(max, round(millis));
    },
    summary: () => ({
      count,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      max: count === 0 ? null : max,
    }),
  };
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
