import { z } from 'zod';
import { Id, longestSeconds, Time } from '../names.ts';
import { Scenario } from './scenario.ts';

/** Headers that the platform sets itself and that a request may therefore not set. */
const reservedHeaders = ['host', 'traceparent', 'tracestate', 'baggage', 'idempotency-key', 'content-length'];

/** Body of `POST /api/traffic/start`. The first three fields alone start constant traffic. */
export const TrafficRequest = z
  .strictObject({
    targetUrl: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .meta({
        description: 'Address of a node on the lab network.',
        example: 'http://service-a/api/message-a',
      }),
    rps: z
      .number()
      .min(0.1)
      .max(10_000)
      .default(10)
      .meta({ description: 'Requests per second, 0.1 to 10000.' }),
    durationSeconds: z
      .int()
      .min(1)
      .max(longestSeconds)
      .default(60)
      .meta({ description: `Seconds, 1 to ${longestSeconds}.` }),
    scenario: Scenario.default({ type: 'constant' }),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be a header name'), z.string().max(1024))
      .refine((headers) => Object.keys(headers).length <= 32, 'must be at most 32 headers')
      .refine(
        (headers) => !Object.keys(headers).some((name) => reservedHeaders.includes(name.toLowerCase())),
        `must not set ${reservedHeaders.join(', ')}: the platform sets them`,
      )
      .default({}),
    body: z.string().max(32_768).nullable().default(null).meta({
      description: 'Sent as it is, as JSON; null: a small JSON message with run and sequence number.',
    }),
    timeoutMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(5_000)
      .meta({ description: 'Milliseconds that a request may take, 10 to 60000.' }),
    name: z.string().min(1).max(100).optional().meta({ description: 'Shown to people.' }),
  })
  .meta({ id: 'TrafficRequest' });
export type TrafficRequest = z.infer<typeof TrafficRequest>;

/** `planned`: the job is being made. `finished`: k6 came to its end by itself. */
export const TrafficState = z
  .enum(['planned', 'running', 'finished', 'stopped', 'failed'])
  .meta({ id: 'TrafficState' });
export type TrafficState = z.infer<typeof TrafficState>;

/** Percentiles of the time to an answer, milliseconds; null before the first answer. */
export const LatencyMs = z
  .object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })
  .meta({ id: 'LatencyMs' });

/** What the load generator has counted so far. */
export const TrafficResult = z
  .object({
    requests: z.int().meta({ description: 'Requests that were sent and have ended.' }),
    failedRequests: z.int().meta({ description: 'Answered with a status of 400 or more, or not at all.' }),
    droppedIterations: z.int().meta({
      description: 'Requests that the generator itself could not start in time: its limit, not an error.',
    }),
    achievedRps: z.number().nullable().meta({ description: 'Requests per second over the run so far.' }),
    latencyMs: LatencyMs,
  })
  .meta({ id: 'TrafficResult' });
export type TrafficResult = z.infer<typeof TrafficResult>;

export const TrafficRun = z
  .object({
    id: Id,
    name: z.string(),
    state: TrafficState,
    targetUrl: z.string(),
    method: z.string(),
    rps: z.number(),
    durationSeconds: z.int(),
    scenario: Scenario,
    createdAt: Time,
    startedAt: Time.nullable(),
    endsAt: Time.nullable(),
    endedAt: Time.nullable(),
    plannedRequests: z.int(),
    ...TrafficResult.shape,
    exitCode: z.int().nullable(),
    reason: z.string().nullable().meta({ description: 'Why the run ended as it did, in words.' }),
  })
  .meta({ id: 'TrafficRun' });
export type TrafficRun = z.infer<typeof TrafficRun>;

export const TrafficList = z.object({ runs: z.array(TrafficRun) }).meta({ id: 'TrafficList' });
export const TrafficPath = z.object({ id: Id });
export const TrafficStop = z
  .strictObject({ id: Id.optional().meta({ description: 'One run; without it, all of them.' }) })
  .meta({ id: 'TrafficStop' });
