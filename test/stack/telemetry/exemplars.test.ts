import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { queryExemplars } from '../support/prometheus.ts';
import { sendMessage } from '../support/service-a.ts';
import { findTrace } from '../support/tempo.ts';

test('the latency histogram leads to the trace of a request', async () => {
  const selector = 'traces_span_metrics_duration_seconds_bucket{service_name="service-b", source="app"}';
  const exemplar = await eventually(`an exemplar of ${selector}`, async () => {
    await sendMessage();
    return (await queryExemplars(selector)).at(-1);
  });
  assert.match(exemplar.traceId, /^[0-9a-f]{32}$/);
  const spans = await eventually(`trace ${exemplar.traceId}`, async () => {
    const found = await findTrace(exemplar.traceId);
    return found.length > 0 ? found : undefined;
  });
  assert.ok(spans.some(({ resource }) => resource['service.name'] === 'service-b'));
});
