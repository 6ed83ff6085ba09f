import type { TrafficLive, TrafficResult, TrafficTimeline } from '../../../contract/traffic/run.ts';
import { warmUpName } from '../k6-task.ts';
import { plannedRates, round } from '../shapes/planned-rates.ts';
import { createBins, mostBins, ratesOf, type Bins } from './bins.ts';
import { createLatencyHistogram } from '../../latency-histogram.ts';
import { createRecentSeconds } from './recent-seconds.ts';
import type { Told } from '../told/told.ts';

/** Messages due between the start of a run and a moment, seconds. */
export type RequestsUntil = (second: number) => number;

/**
 * How a run goes, message by message, as its generator tells it. Memory is bounded: about 40 kB for a run, however
 * long and fast it is.
 */
export interface Progress {
  /** @param writtenMs When the line was written, Unix milliseconds: for an outcome, when the request ended. */
  take(told: Told, writtenMs: number): void;
  /** Requests that were told of, with those of the warm-up. */
  toldRequests(): number;
  /** When the time of the run itself began, after the warm-up. */
  startMs(): number | undefined;
  results(nowMs: number): TrafficResult;
  live(nowMs: number, requestsUntil: RequestsUntil): TrafficLive;
  timeline(requestsUntil: RequestsUntil, durationSeconds: number, nowMs: number): TrafficTimeline;
}

/**
 * @param warmUpRequests Messages with a lower number belong to the warm-up and count in no result.
 * @param knownStartMs When the run itself began, if that is known already.
 */
export function createProgress(warmUpRequests: number, knownStartMs?: number): Progress {
  const begun = createBins();
  const failed = createBins();
  const dropped = createBins();
  const latencies = createLatencyHistogram();
  const recent = createRecentSeconds();
  const errors = new Map<string, number>();
  const counts = { told: 0, requests: 0, failed: 0, dropped: 0 };
  let startMs = knownStartMs;

  const secondOf = (ms: number): number => (ms - (startMs ?? ms)) / 1000;

  function takeOutcome(millis: number, failure: string | undefined, endMs: number): void {
    counts.requests += 1;
    const beginMs = endMs - millis;
    begun.add(secondOf(beginMs));
    latencies.record(millis);
    recent.begun(Math.floor(beginMs / 1000));
    recent.ended(Math.floor(endMs / 1000), millis, failure !== undefined);
    if (failure === undefined) return;
    counts.failed += 1;
    errors.set(failure, (errors.get(failure) ?? 0) + 1);
    failed.add(secondOf(beginMs));
  }

  return {
    take(told, writtenMs) {
      if (told.type === 'start') {
        // A job that takes over begins a new phase, and the run goes on.
        if (told.phase !== warmUpName) startMs ??= told.startMs;
        return;
      }
      const isWarmUp = told.sequence < warmUpRequests;
      if (told.type === 'outcome') {
        counts.told += 1;
        if (!isWarmUp) takeOutcome(told.millis, told.failure, writtenMs);
      } else if (!isWarmUp) {
        counts.dropped += 1;
        dropped.add(secondOf(writtenMs));
      }
    },

    toldRequests: () => counts.told,
    startMs: () => startMs,

    results(nowMs) {
      const seconds = secondOf(nowMs);
      return {
        requests: counts.requests,
        failedRequests: counts.failed,
        droppedIterations: counts.dropped,
        achievedRps: seconds > 0 ? round(counts.requests / seconds) : null,
        latencyMs: latencies.percentiles(),
        errors: Object.fromEntries(errors),
      };
    },

    live(nowMs, requestsUntil) {
      const second = Math.floor(nowMs / 1000);
      const last = recent.at(second - 1);
      const at = secondOf(nowMs);
      const due = at > 0 ? requestsUntil(at) : 0;
      const from = secondOf((second - 1) * 1000);
      const planned = startMs === undefined ? 0 : requestsUntil(from + 1) - requestsUntil(from);
      return {
        time: new Date(nowMs).toISOString(),
        plannedRps: round(planned),
        achievedRps: last?.begun ?? 0,
        errorRps: last?.failed ?? 0,
        inFlight: Math.max(0, Math.floor(due) - counts.requests - counts.dropped),
        latencyMs: recent.latenciesBefore(second).percentiles(),
      };
    },

    timeline(requestsUntil, durationSeconds, nowMs) {
      const longest = Math.max(begun.binSeconds, failed.binSeconds, dropped.binSeconds);
      const most = longest === 1 ? mostBins : Math.ceil(durationSeconds / longest);
      const { binSeconds, plannedRps } = plannedRates({ durationSeconds, requestsUntil }, most);
      // What has not come yet is not zero.
      const passed = Math.min(plannedRps.length, Math.ceil(Math.max(0, secondOf(nowMs)) / binSeconds));
      const rates = (bins: Bins): number[] => ratesOf(bins, binSeconds, passed).map(round);
      return {
        binSeconds,
        plannedRps,
        achievedRps: rates(begun),
        failedRps: rates(failed),
        droppedRps: rates(dropped),
      };
    },
  };
}
