import type { Delivery } from '../../../contract/delivery.ts';
import { createLatencyHistogram } from '../../latency-histogram.ts';

/** The latencies of a ledger. Its memory is bounded, whatever is counted. */
export interface Latencies {
  record(millis: number): void;
  summary(): Delivery['latencyMs'];
}

/** Begins with no latency at all. */
export function createLatencies(): Latencies {
  const histogram = createLatencyHistogram();
  let count = 0;
  let max = 0;
  const told = (millis: number | null): number | null => millis && Math.min(max, round(millis));
  return {
    record(millis) {
      histogram.record(millis);
      count += 1;
      max = Math.max(max, round(millis));
    },
    summary() {
      const { p50, p95, p99 } = histogram.percentiles();
      return { count, p50: told(p50), p95: told(p95), p99: told(p99), max: count === 0 ? null : max };
    },
  };
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
