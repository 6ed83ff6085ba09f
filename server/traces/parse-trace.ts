import type { Span, Trace } from '../../contract/traces.ts';
import { inOrder } from './order-spans.ts';
import { readOtlp, type AnyValue, type RawSpan } from './otlp-json.ts';

/** Spans of a trace that are told at most, the first ones; a retry without end makes traces without end. */
const mostSpans = 5_000;

type Attributes = Span['attributes'];

/**
 * Reads a trace as Tempo tells it. `undefined` when it has no span.
 * @throws ZodError for what is no trace.
 */
export function parseTrace(traceId: string, json: unknown): Trace | undefined {
  const raw = readOtlp(json);
  const starts = raw.map(({ span }) => BigInt(span.startTimeUnixNano));
  if (starts.length === 0) return undefined;
  const first = starts.reduce((a, b) => (a < b ? a : b));
  const last = raw.map(({ span }) => BigInt(span.endTimeUnixNano)).reduce((a, b) => (a > b ? a : b));
  const spans = raw.map(({ resource, span }) => readSpan(span, attributesOf(resource), first));
  return {
    traceId,
    startedAt: instant(first),
    durationMs: millis(last - first),
    spans: inOrder(spans).slice(0, mostSpans),
  };
}

function readSpan(span: RawSpan, resource: Attributes, first: bigint): Span {
  const start = BigInt(span.startTimeUnixNano);
  const node = resource['node'];
  return {
    spanId: hexId(span.spanId),
    parentId: span.parentSpanId ? hexId(span.parentSpanId) : null,
    service: String(resource['service.name'] ?? 'unknown'),
    node: node === undefined ? null : String(node),
    name: span.name,
    kind: kindOf(span.kind),
    startedAt: instant(start),
    offsetMs: millis(start - first),
    durationMs: millis(BigInt(span.endTimeUnixNano) - start),
    error: errorOf(span),
    attributes: attributesOf(span.attributes),
  };
}

/** Ids are bytes: base64 in protobuf's JSON, hexadecimal in OTLP's. */
function hexId(id: string): string {
  return /^([0-9a-f]{16}|[0-9a-f]{32})$/i.test(id)
    ? id.toLowerCase()
    : Buffer.from(id, 'base64').toString('hex');
}

const kinds = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

function kindOf(kind: string | number | undefined): Span['kind'] {
  if (typeof kind === 'number') return kinds[kind] ?? 'internal';
  const name = kind?.replace('SPAN_KIND_', '').toLowerCase();
  return kinds.find((known) => known === name) ?? 'internal';
}

/** The words for a span's failure: its status, else the exception that it met, else the kind of error. */
function errorOf({ status, events = [], attributes }: RawSpan): string | null {
  if (status?.code !== 2 && status?.code !== 'STATUS_CODE_ERROR') return null;
  const exception = events.find(({ name }) => name === 'exception');
  const own = attributesOf(attributes);
  const words = [
    status.message,
    attributesOf(exception?.attributes)['exception.message'],
    own['error.type'],
    own['http.response.status_code'],
  ];
  return String(words.find((word) => word !== undefined && word !== '') ?? 'error');
}

function attributesOf(list: RawSpan['attributes']): Attributes {
  return Object.fromEntries((list ?? []).map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf(value: AnyValue = {}): string | number | boolean {
  const { stringValue, boolValue, intValue, doubleValue } = value;
  if (intValue !== undefined) return Number(intValue);
  const plain = stringValue ?? boolValue ?? doubleValue;
  return plain ?? JSON.stringify(value.arrayValue ?? value.kvlistValue ?? value.bytesValue ?? '');
}

function millis(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e6;
}

function instant(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString();
}
