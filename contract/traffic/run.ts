import { z } from 'zod';
import { Id, Time } from '../names.ts';
import { Scenario } from './scenario.ts';

/** `planned`: the job is being made. `finished`: k6 came to its end by itself. */
export const TrafficState = z
  .enum(['planned', 'running', 'finished', 'stopped', 'failed'])
  .meta({ id: 'TrafficState' });
export type TrafficState = z.infer<typeof TrafficState>;

/** Percentiles of the time to an answer, milliseconds; null before the first answer. */
export const LatencyMs = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
  .meta({ id: 'LatencyMs' });
export type LatencyMs = z.infer<typeof LatencyMs>;

/** What the load generator has counted so far, without the warm-up. */
export const TrafficResult = z
  .object({
    requests: z.int().meta({ description: 'Requests that were sent and have ended.' }),
    failedRequests: z.int().meta({ description: 'Answered with a status not expected, or not at all.' }),
    droppedIterations: z.int().meta({
      description: 'Requests that the generator itself could not start in time: its limit, not an error.',
    }),
    achievedRps: z.number().nullable().meta({ description: 'Requests per second over the run so far.' }),
    latencyMs: LatencyMs,
    errors: z.record(z.string(), z.int()).meta({
      description:
        'Failed requests by kind: timeout, refused, dns, tls, reset, http-4xx, http-5xx, status, other.',
      example: { timeout: 3, 'http-5xx': 1 },
    }),
  })
  .meta({ id: 'TrafficResult' });
export type TrafficResult = z.infer<typeof TrafficResult>;

/** The run at this moment, measured over its last seconds. */
export const TrafficLive = z
  .object({
    time: Time,
    plannedRps: z.number().meta({ description: 'Planned for the last whole second.' }),
    achievedRps: z.number().meta({ description: 'Requests that began in the last whole second.' }),
    errorRps: z.number().meta({ description: 'Failures in the last whole second.' }),
    inFlight: z.int().meta({ description: 'Requests under way: due and neither ended nor dropped.' }),
    latencyMs: LatencyMs.meta({ description: 'Of the requests that ended in the last 5 seconds.' }),
  })
  .meta({ id: 'TrafficLive' });
export type TrafficLive = z.infer<typeof TrafficLive>;

/** Planned against achieved, in equal bins from the start of the run (after the warm-up). */
export const TrafficTimeline = z
  .object({
    binSeconds: z.number().meta({ description: '1, and twice as long each time the run outgrows 600 bins.' }),
    plannedRps: z.array(z.number()),
    achievedRps: z.array(z.number()).meta({ description: 'By the time at which a request began.' }),
    failedRps: z.array(z.number()).meta({ description: 'By the time at which a failed request began.' }),
    droppedRps: z.array(z.number()),
  })
  .meta({ id: 'TrafficTimeline' });
export type TrafficTimeline = z.infer<typeof TrafficTimeline>;

/** One of the limits that the request set. */
export const ThresholdResult = z
  .object({
    threshold: z.string().meta({ example: 'p95 latency below 500 ms' }),
    passed: z.boolean().nullable().meta({ description: 'null: not known, as the run came to no end.' }),
  })
  .meta({ id: 'TrafficThresholdResult' });
export type ThresholdResult = z.infer<typeof ThresholdResult>;

export const TrafficRun = z
  .object({
    id: Id,
    name: z.string(),
    state: TrafficState,
    targetUrl: z.string(),
    method: z.string(),
    rps: z.number().meta({ description: 'Planned mean rate; of a constant run the present one.' }),
    durationSeconds: z.number(),
    scenario: Scenario,
    seed: z.int().meta({ description: 'Start with it again to repeat the run.' }),
    warmUpSeconds: z.int(),
    maxVirtualUsers: z.int(),
    createdAt: Time,
    startedAt: Time.nullable(),
    endsAt: Time.nullable(),
    endedAt: Time.nullable(),
    plannedRequests: z.int(),
    ...TrafficResult.shape,
    live: TrafficLive.nullable().meta({ description: 'null when the run does not run.' }),
    rateChanges: z
      .array(z.object({ atSeconds: z.number(), rps: z.number() }))
      .meta({ description: 'Of a constant run: its first rate, and each change, seconds after the start.' }),
    thresholds: z.array(ThresholdResult),
    timeline: TrafficTimeline.optional().meta({ description: 'Only in the answer for one run.' }),
    exitCode: z.int().nullable(),
    reason: z.string().nullable().meta({ description: 'Why the run ended as it did, in words.' }),
  })
  .meta({ id: 'TrafficRun' });
export type TrafficRun = z.infer<typeof TrafficRun>;

/** What a request would do: the answer of `POST /api/traffic/plan`. */
export const TrafficPlan = z
  .object({
    scenario: Scenario,
    seed: z.int().meta({ description: 'Start with this seed to get this very plan.' }),
    durationSeconds: z.number(),
    warmUpSeconds: z.int(),
    plannedRequests: z.int(),
    warmUpRequests: z.int(),
    meanRps: z.number(),
    peakRps: z.number().meta({ description: 'Of the highest bin.' }),
    maxVirtualUsers: z.int().meta({ description: 'Requests that can be under way at once.' }),
    binSeconds: z.number(),
    plannedRps: z.array(z.number()).meta({ description: 'Rate in each bin from the start, at most 3600.' }),
  })
  .meta({ id: 'TrafficPlan' });
export type TrafficPlan = z.infer<typeof TrafficPlan>;

export const TrafficList = z.object({ runs: z.array(TrafficRun) }).meta({ id: 'TrafficList' });
export const TrafficPath = z.object({ id: Id });
export const TrafficStop = z
  .strictObject({ id: Id.optional().meta({ description: 'One run; without it, all of them.' }) })
  .meta({ id: 'TrafficStop' });
