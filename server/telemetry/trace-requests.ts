import { context, propagation, SpanKind, SpanStatusCode, trace, type Meter } from '@opentelemetry/api';
import type { Middleware } from 'koa';

/** A span and a duration for each request, with the names of OpenTelemetry's HTTP conventions. */
export function traceRequests(meter: Meter): Middleware {
  const tracer = trace.getTracer('dsp');
  const duration = meter.createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'Duration of requests to the Platform API',
    advice: {
      explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    },
  });
  return async (ctx, next) => {
    const parent = propagation.extract(context.active(), ctx.headers);
    const attributes = { 'http.request.method': ctx.method, 'url.path': ctx.path };
    const span = tracer.startSpan(ctx.method, { kind: SpanKind.SERVER, attributes }, parent);
    const started = performance.now();
    await context.with(trace.setSpan(parent, span), next);
    const route = String((ctx as { _matchedRoute?: unknown })._matchedRoute ?? '');
    const outcome = { 'http.route': route, 'http.response.status_code': ctx.status };
    span.updateName(`${ctx.method} ${route}`).setAttributes(outcome);
    if (ctx.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    duration.record((performance.now() - started) / 1000, { 'http.request.method': ctx.method, ...outcome });
  };
}
