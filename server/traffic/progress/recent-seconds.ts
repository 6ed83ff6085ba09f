import { createLatencyHistogram, mergeHistograms, type LatencyHistogram } from '../../latency-histogram.ts';

/** Seconds over which latencies are shown live. */
const latencySeconds = 5;
const kept = latencySeconds + 2;

/** What happened in one second. */
export interface OneSecond {
  second: number;
  begun: number;
  failed: number;
  latencies: LatencyHistogram;
}

/** The last few seconds of a run, for its live figures. Seconds are Unix seconds. */
export interface RecentSeconds {
  begun(second: number): void;
  ended(second: number, millis: number, isFailure: boolean): void;
  at(second: number): Readonly<OneSecond> | undefined;
  /** Latencies of the whole seconds before this one. */
  latenciesBefore(second: number): LatencyHistogram;
}

/** Begins with nothing known of any second. */
export function createRecentSeconds(): RecentSeconds {
  const ring: (OneSecond | undefined)[] = [];

  function of(second: number): OneSecond | undefined {
    const place = second % kept;
    const there = ring[place];
    if (there?.second === second) return there;
    // News of a second that is long over.
    if (there !== undefined && there.second > second) return undefined;
    return (ring[place] = { second, begun: 0, failed: 0, latencies: createLatencyHistogram() });
  }

  const peek = (second: number): OneSecond | undefined =>
    ring[second % kept]?.second === second ? ring[second % kept] : undefined;

  return {
    begun(second) {
      const one = of(second);
      if (one !== undefined) one.begun += 1;
    },
    ended(second, millis, isFailure) {
      const one = of(second);
      if (one === undefined) return;
      one.latencies.record(millis);
      if (isFailure) one.failed += 1;
    },
    at: peek,
    latenciesBefore(second) {
      const seconds = Array.from({ length: latencySeconds }, (_, back) => peek(second - 1 - back));
      return mergeHistograms(seconds.flatMap((one) => one?.latencies ?? []));
    },
  };
}
