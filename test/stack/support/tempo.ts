import { getJson } from './http.ts';

const baseUrl = 'http://127.0.0.1:3200';

type Value = string | number | boolean | undefined;

/** A span with what its resource says of the sender. */
export interface Span {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly name: string;
  readonly kind: string;
  readonly resource: Readonly<Record<string, Value>>;
  readonly attributes: Readonly<Record<string, Value>>;
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: string | number; doubleValue?: number; boolValue?: boolean };
}

interface RawSpan {
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind?: string;
  attributes?: KeyValue[];
}

interface RawResourceSpans {
  resource?: { attributes?: KeyValue[] };
  scopeSpans?: { spans?: RawSpan[] }[];
  /** What Tempo before 2.0 calls the same. */
  instrumentationLibrarySpans?: { spans?: RawSpan[] }[];
}

/** All spans of a trace; none if Tempo does not know it (yet). */
export async function findTrace(traceId: string): Promise<Span[]> {
  const response = await fetch(`${baseUrl}/api/traces/${traceId}`, {
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(5000),
  });
  if (response.status === 404) return [];
  if (!response.ok) throw new Error(`Tempo answered ${response.status}: ${await response.text()}`);
  const { batches = [] } = (await response.json()) as { batches?: RawResourceSpans[] };
  return batches.flatMap(readSpans);
}

/** Ids of traces with a span that has all of these attributes (of the span or of its resource). */
export async function searchTraces(tags: Record<string, string>, limit = 20): Promise<string[]> {
  const parameters = new URLSearchParams({
    tags: Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    limit: String(limit),
  });
  const { traces = [] } = (await getJson(`${baseUrl}/api/search?${parameters}`)) as {
    traces?: { traceID: string }[];
  };
  return traces.map(({ traceID }) => traceID.padStart(32, '0'));
}

function readSpans(batch: RawResourceSpans): Span[] {
  const resource = readAttributes(batch.resource?.attributes);
  const scopes = batch.scopeSpans ?? batch.instrumentationLibrarySpans ?? [];
  return scopes.flatMap(({ spans = [] }) =>
    spans.map((span) => ({
      id: span.spanId,
      parentId: span.parentSpanId || undefined,
      name: span.name,
      kind: span.kind ?? 'SPAN_KIND_UNSPECIFIED',
      resource,
      attributes: readAttributes(span.attributes),
    })),
  );
}

function readAttributes(attributes: KeyValue[] = []): Record<string, Value> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? value.doubleValue ?? value.boolValue ?? (value.intValue && Number(value.intValue)),
    ]),
  );
}
