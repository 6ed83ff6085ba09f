import { setMaxListeners } from 'node:events';
import type { TrafficLive, TrafficResult, TrafficRun, TrafficTimeline } from '../../contract/traffic/run.ts';
import type { JobPort } from '../engine/port.ts';
import type { Log } from '../http/log.ts';
import { withinDeadline } from '../within-deadline.ts';
import { warmUpRequests } from './k6-task.ts';
import { createProgress, type Progress, type RequestsUntil } from './progress/progress.ts';
import { jobIdOf, type Segment } from './segment.ts';
import type { TrafficPlan } from './shapes/shape.ts';
import { planOf } from './shapes/shapes.ts';
import { followJob } from './told/follow-job.ts';
import type { TakeTold } from './told/told.ts';

/** Longest wait for the last words of a job that is over, milliseconds. */
const lastWordsMs = 30_000;

/** What is in memory of a run while it is not over. */
export interface ActiveRun {
  /** The part of the run that is going on. */
  readonly segment: Segment;
  readonly plan: TrafficPlan;
  readonly jobId: string;
  /** Where the REST API of its k6 answers. */
  address: string | null;
  /** Makes a segment the one that is going on, and begins to read what its job tells. */
  continueWith(segment: Segment): void;
  /** Waits until everything that the jobs wrote has been read, and says whether that came to pass in time. */
  toldAll(): Promise<boolean>;
  progress: Progress;
  /** Results so far; `undefined` while nothing was told, as of a script of the user. */
  results(nowMs: number): TrafficResult | undefined;
  live(run: TrafficRun, nowMs: number): TrafficLive | null;
  timeline(run: TrafficRun, nowMs: number): TrafficTimeline | undefined;
  close(): void;
}

/** @param parts.segments The parts of the run whose jobs are there, in their order. The last one is going on. */
export function createActiveRun(parts: {
  jobs: Pick<JobPort, 'follow' | 'inspect'>;
  run: TrafficRun;
  segments: readonly [Segment, ...Segment[]];
  /** Whoever else wants to hear what the jobs tell. */
  take: TakeTold;
  log: Log;
}): ActiveRun {
  const { jobs, run, segments, log } = parts;
  const [first] = segments;
  let segment = first;
  let plan = planOf(first.request);
  const stop = new AbortController();
  // Every job that is read listens to it.
  setMaxListeners(0, stop.signal);
  const reading: Promise<void>[] = [];
  // Messages of the first segment only: a job that takes over does not warm up again.
  const warmUp = first.number === 1 && plan.schedule !== null ? warmUpRequests(first.request, plan) : 0;
  // Of several logs that are read at once the later one may be the first to tell of its start.
  const isFirstOnly = first.number === 1 && segments.length === 1;
  const progress = createProgress(warmUp, isFirstOnly ? undefined : Date.parse(run.startedAt ?? ''));

  const take: TakeTold = (told, writtenMs) => {
    progress.take(told, writtenMs);
    parts.take(told, writtenMs);
  };

  function continueWith(next: Segment): void {
    segment = next;
    plan = planOf(next.request);
    reading.push(followJob({ jobs, job: jobIdOf(run.id, next), take, log, signal: stop.signal }));
  }

  segments.forEach(continueWith);
  return {
    get segment() {
      return segment;
    },
    get plan() {
      return plan;
    },
    get jobId() {
      return jobIdOf(run.id, segment);
    },
    address: null,
    progress,
    continueWith,
    toldAll: () => withinDeadline(Promise.all(reading), lastWordsMs),

    results: (nowMs) => (progress.startMs() === undefined ? undefined : progress.results(nowMs)),

    live(current, nowMs) {
      if (progress.startMs() === undefined) return null;
      return progress.live(nowMs, plannedOf(current, plan));
    },

    timeline(current, nowMs) {
      if (plan.schedule === null || progress.startMs() === undefined) return undefined;
      return progress.timeline(plannedOf(current, plan), current.durationSeconds, nowMs);
    },

    close: () => stop.abort(),
  };
}

/** Messages due until a moment of a run; of a constant one by its rates, which may have been changed. */
function plannedOf({ rateChanges, durationSeconds }: TrafficRun, plan: TrafficPlan): RequestsUntil {
  if (rateChanges.length === 0) return plan.requestsUntil;
  return (second) =>
    rateChanges.reduce((sum, { atSeconds, rps }, place) => {
      const end = Math.min(rateChanges[place + 1]?.atSeconds ?? durationSeconds, second, durationSeconds);
      return sum + rps * Math.max(0, end - atSeconds);
    }, 0);
}
