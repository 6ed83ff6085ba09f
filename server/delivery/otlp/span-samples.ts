import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** A span for tests and benchmarks, as an SDK would export it. */
export interface SampleSpan {
  node: string;
  /** 1 is `SpanKind.SERVER` in the API of OpenTelemetry for JavaScript. */
  kind?: number;
  traceId?: string;
  spanId?: string;
  startMs?: number;
  endMs?: number;
  attributes: Record<string, string | number | boolean>;
}

/** Writes spans of one node as the OpenTelemetry SDK for JavaScript does. */
export function encodeSpans(samples: SampleSpan[]): Buffer {
  return Buffer.from(ProtobufTraceSerializer.serializeRequest(samples.map(readable)) ?? []);
}

function readable({ node, kind = 1, attributes, ...sample }: SampleSpan): ReadableSpan {
  const { traceId = '0af7651916cd43dd8448eb211c80319c', spanId = 'b7ad6b7169203331' } = sample;
  const { startMs = 1_700_000_000_500, endMs = startMs + 100 } = sample;
  return {
    name: 'POST /api/message-b',
    kind,
    spanContext: () => ({ traceId, spanId, traceFlags: 1 }),
    startTime: [Math.floor(startMs / 1000), Math.round((startMs % 1000) * 1e6)],
    endTime: [Math.floor(endMs / 1000), Math.round((endMs % 1000) * 1e6)],
    status: { code: 0 },
    attributes,
    links: [],
    events: [],
    duration: [0, 0],
    ended: true,
    resource: resourceFromAttributes({ 'service.name': node, node }),
    instrumentationScope: { name: 'sample' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}
