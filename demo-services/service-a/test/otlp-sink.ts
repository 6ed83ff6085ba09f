import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

interface AnyValue {
  stringValue?: string;
  intValue?: number;
}

interface Attributed {
  attributes: { key: string; value: AnyValue }[];
}

/** A span as OTLP's JSON has it, as far as the tests look at it. */
export interface Span extends Attributed {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
}

interface LogRecord extends Attributed {
  traceId?: string;
  body: AnyValue;
}

interface Metric {
  name: string;
  unit: string;
  histogram?: { dataPoints: (Attributed & { explicitBounds: number[] })[] };
  sum?: { dataPoints: (Attributed & { asDouble?: number; asInt?: number })[] };
}

interface Export {
  resourceSpans?: { resource: Attributed; scopeSpans: { spans: Span[] }[] }[];
  resourceLogs?: { scopeLogs: { logRecords: LogRecord[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: Metric[] }[] }[];
}

/** The other end of OTLP, over HTTP and in JSON. Look at what it has received after the exporter has ended. */
export async function startOtlpSink(t: TestContext) {
  const exports: Export[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      exports.push(body as Export);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports,
    spans: () => resourceSpans(exports).flatMap((r) => r.scopeSpans.flatMap((scope) => scope.spans)),
    resource: () => resourceSpans(exports)[0]?.resource,
    logRecords: () =>
      exports.flatMap((e) => e.resourceLogs ?? []).flatMap((r) => r.scopeLogs.flatMap((s) => s.logRecords)),
    metric: (name: string) =>
      exports
        .flatMap((e) => e.resourceMetrics ?? [])
        .flatMap((r) => r.scopeMetrics.flatMap((scope) => scope.metrics))
        .findLast((metric) => metric.name === name),
  };
}

function resourceSpans(exports: Export[]) {
  return exports.flatMap((e) => e.resourceSpans ?? []);
}

/** The attributes as an object. */
export function attributesOf(item: Attributed | undefined): Record<string, string | number | undefined> {
  const entries = item?.attributes.map(
    ({ key, value }) => [key, value.stringValue ?? value.intValue] as const,
  );
  return Object.fromEntries(entries ?? []);
}
