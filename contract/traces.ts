import { z } from 'zod';
import { queryNumber, Time } from './names.ts';

export const TraceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
  .meta({ id: 'TraceId' });

export const TraceSearch = z.strictObject({
  service: z.string().max(128).optional(),
  minDurationMs: queryNumber(z.number().min(0).max(3_600_000))
    .optional()
    .meta({ description: 'Only traces that took at least so many milliseconds, 0 to 3600000.' }),
  error: z.enum(['true', 'false']).optional().meta({ description: 'true: only traces with an error.' }),
  run: z.string().max(64).optional().meta({ description: 'Id of a traffic run.' }),
  message: z.string().max(128).optional().meta({ description: 'Id of a message: <run>-<sequence>.' }),
  sinceSeconds: queryNumber(z.int().min(1).max(21_600))
    .default(300)
    .meta({ description: 'How far back to look, seconds, 1 to 21600.' }),
  limit: queryNumber(z.int().min(1).max(200)).default(50).meta({ description: 'Most traces, 1 to 200.' }),
});
export type TraceSearch = z.output<typeof TraceSearch>;

export const TraceSummary = z
  .object({
    traceId: TraceId,
    startedAt: Time,
    durationMs: z.number(),
    rootService: z.string().nullable().meta({ description: 'Service of the first span that was sent.' }),
    rootName: z.string().nullable(),
  })
  .meta({ id: 'TraceSummary' });
export type TraceSummary = z.infer<typeof TraceSummary>;

export const TraceList = z.object({ traces: z.array(TraceSummary) }).meta({ id: 'TraceList' });

export const Span = z
  .object({
    spanId: z.string(),
    parentId: z.string().nullable(),
    service: z.string(),
    node: z.string().nullable(),
    name: z.string(),
    kind: z.enum(['internal', 'server', 'client', 'producer', 'consumer']),
    startedAt: Time,
    /** Milliseconds after the start of the trace, with fractions. */
    offsetMs: z.number(),
    durationMs: z.number(),
    error: z.string().nullable().meta({ description: 'Message of the error; empty when it has none.' }),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  })
  .meta({ id: 'Span' });
export type Span = z.infer<typeof Span>;

/** One trace, its spans in the order in which they began, none before the one that it is a part of. */
export const Trace = z
  .object({ traceId: TraceId, startedAt: Time, durationMs: z.number(), spans: z.array(Span) })
  .meta({ id: 'Trace' });
export type Trace = z.infer<typeof Trace>;

export const TracePath = z.object({ id: TraceId });
