import { z } from 'zod';
import { longestSeconds } from '../names.ts';
import { mostDrawnRequests, Scenario } from './scenario.ts';

/** Headers that the platform or the connection sets itself and that a request may therefore not set. */
const reservedHeaders = [
  ...['host', 'traceparent', 'tracestate', 'baggage', 'idempotency-key', 'content-length'],
  ...['transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'te', 'trailer', 'expect'],
];

/** Written anew as it was understood, so that the generator cannot understand it otherwise. */
const TargetUrl = z
  .url({ protocol: /^https?$/, normalize: true })
  .max(2048)
  .meta({ description: 'Address of a node on the lab network.', example: 'http://service-a/api/message-a' });

const HeaderValue = z
  .string()
  .max(1024)
  .regex(/^[\t -~]*$/, 'must be printable ASCII, without line breaks');

const weight = z
  .number()
  .min(0.001)
  .max(1_000)
  .default(1)
  .meta({ description: 'Share of the messages, in proportion to the other targets, 0.001 to 1000.' });

const milliseconds = z.number().min(1).max(60_000).optional();

/** Limits that make a run fail its purpose when they are crossed. It is made to its end all the same. */
export const Thresholds = z
  .strictObject({
    errorPercent: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .meta({ description: 'Percent of the requests that may fail, 0 to 100.' }),
    latencyMs: z
      .strictObject({ p50: milliseconds, p90: milliseconds, p95: milliseconds, p99: milliseconds })
      .default({})
      .meta({ description: 'Milliseconds that each percentile must stay below, 1 to 60000.' }),
  })
  .meta({ id: 'TrafficThresholds' });
export type Thresholds = z.infer<typeof Thresholds>;

/** Body of `POST /api/traffic/start`. The first three fields alone start constant traffic. */
export const TrafficRequest = z
  .strictObject({
    targetUrl: TargetUrl,
    rps: z
      .number()
      .min(0.1)
      .max(10_000)
      .default(10)
      .meta({ description: 'Rate of a constant run, requests per second, 0.1 to 10000.' }),
    durationSeconds: z
      .int()
      .min(1)
      .max(longestSeconds)
      .default(60)
      .meta({ description: `Seconds, 1 to ${longestSeconds}, where the scenario does not say it itself.` }),
    scenario: Scenario.default({ type: 'constant' }),
    seed: z.int().min(0).max(0xffffffff).optional().meta({
      description:
        'Repeats everything that is drawn at random: arrivals, targets, {{random}}. 0 to 4294967295.',
    }),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
    headers: z
      .record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be a header name'), HeaderValue)
      .refine((headers) => Object.keys(headers).length <= 32, 'must be at most 32 headers')
      .refine(
        (headers) => !Object.keys(headers).some((name) => reservedHeaders.includes(name.toLowerCase())),
        `must not set ${reservedHeaders.join(', ')}: the platform sets them`,
      )
      .default({}),
    body: z
      .string()
      .max(32_768)
      .nullable()
      .default(null)
      .meta({
        description:
          'Sent as JSON, with {{message}}, {{sequence}}, {{run}}, {{random}} (0 to 1) and {{randomInt 1 100}} ' +
          'filled in; null: a small JSON message with run and sequence number.',
      }),
    timeoutMs: z
      .int()
      .min(10)
      .max(60_000)
      .default(5_000)
      .meta({ description: 'Milliseconds that a request may take, 10 to 60000.' }),
    expectedStatus: z
      .array(z.int().min(100).max(599))
      .min(1)
      .max(20)
      .optional()
      .meta({ description: 'Statuses that count as success; if absent 200 to 399.' }),
    weight,
    moreTargets: z
      .array(z.strictObject({ targetUrl: TargetUrl, weight }))
      .max(8)
      .default([])
      .meta({ description: 'Further targets, which share the messages with targetUrl by their weights.' }),
    thresholds: Thresholds.optional(),
    warmUpSeconds: z.int().min(0).max(600).default(0).meta({
      description:
        'Seconds, 0 to 600, in which the rate rises to its mean before the run. Their requests count in no result.',
    }),
    maxVirtualUsers: z.int().min(1).max(5_000).default(1_000).meta({
      description: 'Most requests that may be under way at once, 1 to 5000; 0.15 MB each.',
    }),
    name: z.string().min(1).max(100).optional().meta({ description: 'Shown to people.' }),
  })
  .refine(
    ({ scenario, durationSeconds }) =>
      scenario.type !== 'stochastic' || scenario.meanRps * durationSeconds <= mostDrawnRequests,
    {
      message: `meanRps × durationSeconds must be at most ${mostDrawnRequests}`,
      path: ['scenario', 'meanRps'],
    },
  )
  .meta({
    id: 'TrafficRequest',
    example: { targetUrl: 'http://service-a/api/message-a', rps: 10, durationSeconds: 300 },
  });
export type TrafficRequest = z.infer<typeof TrafficRequest>;

/** Body of `PATCH /api/traffic/{id}`. */
export const TrafficPatch = z
  .strictObject({
    rps: z.number().min(0.1).max(10_000).meta({ description: 'New rate of a constant run, 0.1 to 10000.' }),
  })
  .meta({ id: 'TrafficPatch' });
