import type { TrafficLive, TrafficResult, TrafficRun, TrafficTimeline } from '../../contract/traffic/run.ts';
import type { JobPort } from '../engine/port.ts';
import { withinDeadline } from '../delivery/within-deadline.ts';
import { jobIdOf, type Segment } from './segment.ts';
import { warmUpRequests } from './k6-task.ts';
import { followJob } from './progress/follow-job.ts';
import { createProgress, type Progress, type RequestsUntil } from './progress/progress.ts';
import type { TrafficPlan } from './shapes/shape.ts';
import { planOf } from './shapes/shapes.ts';

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
  /** Begins to read what the job of a segment tells. */
  follow(segment: Segment): void;
  /** Makes a segment the one that is going on. */
  continueWith(segment: Segment): void;
  /** When everything that a job told has been read, or at a deadline. */
  told(jobId: string): Promise<void>;
  progress: Progress;
  /** Results so far; `undefined` while nothing was told, as of a script of the user. */
  results(nowMs: number): TrafficResult | undefined;
  live(run: TrafficRun, nowMs: number): TrafficLive | null;
  timeline(run: TrafficRun, nowMs: number): TrafficTimeline | undefined;
  close(): void;
}

export function createActiveRun(
  jobs: Pick<JobPort, 'follow' | 'inspect'>,
  run: TrafficRun,
  first: Segment,
): ActiveRun {
  let segment = first;
  let plan = planOf(first.request);
  const stop = new AbortController();
  const reading = new Map<string, Promise<void>>();
  // Messages of the first segment only: a job that takes over does not warm up again.
  const warmUp = first.number === 1 && plan.schedule !== null ? warmUpRequests(first.request, plan) : 0;
  const progress = createProgress(warmUp, first.number === 1 ? undefined : Date.parse(run.startedAt ?? ''));

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

    follow(next) {
      const job = jobIdOf(run.id, next);
      reading.set(job, followJob({ jobs, job, take: progress.take, signal: stop.signal }));
    },

    continueWith(next) {
      segment = next;
      plan = planOf(next.request);
    },

    told: async (jobId) => void (await withinDeadline(reading.get(jobId) ?? Promise.resolve(), lastWordsMs)),

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
