import { z } from 'zod';
import { Time } from './names.ts';

export const TraceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits')
  .meta({ id: 'TraceId' });

export const TraceSearch = z.object({
  service: z.string().max(128).optional(),
  minDurationMs: z.coerce.number().min(0).max(3_600_000).optional(),
  error: z.enum(['true', 'false']).optional().meta({ description: 'true: only traces with an error.' }),
  run: z.string().max(64).optional().meta({ description: 'Id of a traffic run.' }),
  message: z.string().max(128).optional().meta({ description: 'Id of a message: <run>-<sequence>.' }),
  sinceSeconds: z.coerce.number().int().min(1).max(21_600).default(300),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const TraceSummary = z
  .object({
    traceId: TraceId,
    startedAt: Time,
    durationMs: z.number(),
    rootService: z.string().nullable(),
    rootName: z.string().nullable(),
  })
  .meta({ id: 'TraceSummary' });

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

/** One trace, its spans in the order in which they began. */
export const Trace = z
  .object({ traceId: TraceId, startedAt: Time, durationMs: z.number(), spans: z.array(Span) })
  .meta({ id: 'Trace' });
export type Trace = z.infer<typeof Trace>;

export const TracePath = z.object({ id: TraceId });
