import { z } from 'zod';

/** A value of an attribute, as protobuf's JSON writes it: 64-bit numbers are text. */
const AnyValue = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  arrayValue: z.unknown().optional(),
  kvlistValue: z.unknown().optional(),
  bytesValue: z.string().optional(),
});
export type AnyValue = z.infer<typeof AnyValue>;

const Attributes = z.array(z.object({ key: z.string(), value: AnyValue.optional() })).optional();

const nanoseconds = z.union([z.string(), z.number()]);

const RawSpan = z.object({
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string().default(''),
  kind: z.union([z.string(), z.number()]).optional(),
  startTimeUnixNano: nanoseconds.default('0'),
  endTimeUnixNano: nanoseconds.default('0'),
  attributes: Attributes,
  status: z
    .object({ code: z.union([z.string(), z.number()]).optional(), message: z.string().optional() })
    .optional(),
  events: z.array(z.object({ name: z.string().optional(), attributes: Attributes })).optional(),
});
export type RawSpan = z.infer<typeof RawSpan>;

const ScopeSpans = z.array(z.object({ spans: z.array(RawSpan).default([]) })).optional();

const ResourceSpans = z.object({
  resource: z.object({ attributes: Attributes }).optional(),
  scopeSpans: ScopeSpans,
  /** What OTLP called the same before version 0.19, and Tempo before 2.0 still does. */
  instrumentationLibrarySpans: ScopeSpans,
});

const Batches = z.array(ResourceSpans);

/** A trace as Tempo tells it: `batches`, or in its second API `trace.resourceSpans`. */
const RawTrace = z
  .object({
    batches: Batches.optional(),
    resourceSpans: Batches.optional(),
    trace: z.object({ resourceSpans: Batches.optional(), batches: Batches.optional() }).optional(),
  })
  .transform(({ batches, resourceSpans, trace }) => {
    return batches ?? resourceSpans ?? trace?.resourceSpans ?? trace?.batches ?? [];
  });

/** Spans with the attributes of their resource, of all shapes in which Tempo has told traces. */
export function readOtlp(json: unknown): { resource: z.infer<typeof Attributes>; span: RawSpan }[] {
  return RawTrace.parse(json).flatMap(({ resource, scopeSpans, instrumentationLibrarySpans }) =>
    (scopeSpans ?? instrumentationLibrarySpans ?? []).flatMap(({ spans }) =>
      spans.map((span) => ({ resource: resource?.attributes, span })),
    ),
  );
}
