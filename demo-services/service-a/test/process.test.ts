import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { closedUrl, startFakeServiceB } from './fake-service-b.ts';
import { attributesOf, startOtlpSink, type Span } from './otlp-sink.ts';
import { runToEnd, startService } from './service-process.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const serverKind = 2;
const clientKind = 3;

const sendMessage = (url: string) =>
  fetch(`${url}/api/message-a`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      baggage: 'dsp.run=run-1,dsp.message=m-1,secret=not-copied',
    },
    body: '{}',
  });

const ofKind = (spans: Span[], kind: number) => spans.filter((span) => span.kind === kind);

test('trace and baggage go from the caller through ServiceA to ServiceB, retries included', async (t) => {
  const sink = await startOtlpSink(t);
  const b = await startFakeServiceB(t, (attempt) => (attempt === 1 ? 503 : 200));
  const service = await startService(t, {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    OTEL_SERVICE_NAME: 'front',
    OTEL_RESOURCE_ATTRIBUTES: 'node=n1',
    SERVICE_B_URL: b.url.href,
    RETRIES: '1',
    RETRY_BACKOFF_MS: '1',
  });
  assert.equal((await sendMessage(service.url)).status, 200);
  const { code, output } = await service.stop(); // sends what is unsent
  assert.equal(code, 0);

  const spans = sink.spans();
  const [server] = ofKind(spans, serverKind);
  const clients = ofKind(spans, clientKind);
  assert.equal(server?.name, 'POST /api/message-a');
  assert.equal(clients.length, 2);
  assert.equal(spans.length, 3, 'probes must have no spans');
  assert.deepEqual(
    clients.map((span) => [span.parentSpanId, attributesOf(span)['http.request.resend_count']]),
    [
      [server.spanId, undefined],
      [server.spanId, 1],
    ],
  );
  for (const span of spans) {
    assert.equal(span.traceId, traceId);
    const { 'dsp.run': run, 'dsp.message': message, secret } = attributesOf(span);
    assert.deepEqual([run, message, secret], ['run-1', 'm-1', undefined]);
  }
  assert.deepEqual(
    b.received.map(({ headers }) => [headers.traceparent, headers.baggage]),
    clients.map(({ spanId }) => [
      `00-${traceId}-${spanId}-01`,
      'dsp.run=run-1,dsp.message=m-1,secret=not-copied',
    ]),
  );
  const resource = attributesOf(sink.resource());
  assert.deepEqual([resource['service.name'], resource.node], ['front', 'n1']);

  const record = sink.logRecords().find(({ body }) => body.stringValue === 'message delivered');
  assert.equal(record?.traceId, traceId);
  assert.match(output, new RegExp(`"trace_id":"${traceId}"`));
});

test('metrics have the names, attributes and buckets of the conventions', async (t) => {
  const sink = await startOtlpSink(t);
  const silent = await startFakeServiceB(t, () => 'silence');
  const service = await startService(t, {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    SERVICE_B_URL: silent.url.href,
    CLIENT_TIMEOUT_MS: '1000',
  });
  assert.equal((await sendMessage(service.url)).status, 504);
  await service.stop();

  const server = sink.metric('http.server.request.duration');
  const client = sink.metric('http.client.request.duration');
  assert.equal(server?.unit, 's');
  assert.deepEqual(server.histogram?.dataPoints.map(attributesOf), [
    {
      'http.request.method': 'POST',
      'url.scheme': 'http',
      'network.protocol.version': '1.1',
      'http.route': '/api/message-a',
      'http.response.status_code': 504,
      'error.type': '504',
    },
  ]);
  assert.equal(attributesOf(client?.histogram?.dataPoints[0])['error.type'], 'TimeoutError');
  for (const metric of [server, client]) {
    const bounds = metric?.histogram?.dataPoints[0]?.explicitBounds;
    assert.equal(bounds?.[0], 0.0005);
    assert.equal(bounds.at(-1), 60);
  }
  assert.ok(sink.metric('nodejs.eventloop.utilization'));
  assert.ok(sink.metric('v8js.memory.heap.used'));
});

test('a request whose caller went away is recorded as such', async (t) => {
  const sink = await startOtlpSink(t);
  const service = await startService(t, {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
  });
  const body = JSON.stringify({ delayMs: 60_000 });
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(1000);
  await assert.rejects(fetch(`${service.url}/api/error`, { method: 'POST', headers, body, signal }));
  await service.stop();
  const attributes = attributesOf(sink.metric('http.server.request.duration')?.histogram?.dataPoints[0]);
  assert.equal(attributes['http.response.status_code'], 499);
});

test('a full outbox shows in the metrics', async (t) => {
  const sink = await startOtlpSink(t);
  const silent = await startFakeServiceB(t, () => 'silence');
  const service = await startService(t, {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    SERVICE_B_URL: silent.url.href,
    ACKNOWLEDGE: 'fire-and-forget',
    OUTBOX_LIMIT: '1',
    CLIENT_TIMEOUT_MS: '60000',
    OUTBOX_WORKERS: '1',
    SHUTDOWN_GRACE_MS: '100',
  });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await sendMessage(service.url)).status);
  assert.deepEqual(statuses, [202, 202, 503]);
  await service.stop();

  const dropped = sink.metric('demo.outbox.dropped')?.sum?.dataPoints ?? [];
  assert.deepEqual(
    dropped.map((point) => [attributesOf(point).reason, point.asDouble ?? point.asInt]),
    [
      ['full', 1],
      ['shutdown', 2],
    ],
  );
  assert.ok(sink.metric('demo.outbox.length'));
  assert.ok(sink.metric('demo.outbox.limit'));
});

test('OTLP goes by gRPC too', async (t) => {
  const paths = new Set<string | undefined>();
  const server = createServer((request, response) => {
    paths.add(request.url);
    request
      .resume()
      .on('end', () => response.stream.respond({ ':status': 200, 'grpc-status': '0' }, { endStream: true }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const service = await startService(t, {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    SERVICE_B_URL: (await startFakeServiceB(t)).url.href,
  });
  await sendMessage(service.url);
  await service.stop();
  assert.deepEqual([...paths].sort(), [
    '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
    '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
    '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  ]);
});

for (const protocol of ['http/protobuf', 'grpc']) {
  test(`unreachable telemetry harms no request (${protocol})`, async (t) => {
    const b = await startFakeServiceB(t);
    const service = await startService(t, {
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_EXPORTER_OTLP_ENDPOINT: (await closedUrl()).origin,
      OTEL_BSP_SCHEDULE_DELAY: '10',
      SERVICE_B_URL: b.url.href,
    });
    for (let i = 0; i < 10; i++) assert.equal((await sendMessage(service.url)).status, 200);
    const started = performance.now();
    assert.equal((await service.stop()).code, 0);
    assert.ok(performance.now() - started < 9000);
  });
}

test('the SDK can be disabled', async (t) => {
  const sink = await startOtlpSink(t);
  const b = await startFakeServiceB(t);
  const service = await startService(t, {
    OTEL_SDK_DISABLED: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
    SERVICE_B_URL: b.url.href,
  });
  assert.equal((await sendMessage(service.url)).status, 200);
  assert.equal((await service.stop()).code, 0);
  assert.deepEqual(sink.exports, []);
});

test('the probe tells a healthy service from one that is gone', async (t) => {
  const { port, stop } = await startService(t, { OTEL_SDK_DISABLED: 'true' });
  const probe = async () => (await runToEnd(t, 'probe.cjs', { PORT: port }).ended).code;
  assert.equal(await probe(), 0);
  await stop();
  assert.equal(await probe(), 1);
});

test('misconfiguration ends with an explanation', async (t) => {
  const cases: [Record<string, string>, RegExp][] = [
    [{ RETRIES: 'many' }, /^service-a: RETRIES must be an integer from 0 to 10, but is "many"\n$/],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'smoke' }, /OTEL_EXPORTER_OTLP_PROTOCOL must be grpc or http\/protobuf/],
  ];
  for (const [environment, says] of cases) {
    const { code, output } = await runToEnd(t, 'main.cjs', environment).ended;
    assert.equal(code, 2);
    assert.match(output, says);
  }
});
