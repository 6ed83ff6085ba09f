import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { queryExemplars } from '../support/prometheus.ts';
import { sendMessage } from '../support/service-a.ts';
import { findTrace } from '../support/tempo.ts';

for (const service of ['service-a', 'service-b']) {
  test(`the latency histogram of ${service} leads to the trace of a request`, async () => {
    const selector = `traces_span_metrics_duration_seconds_bucket{service_name="${service}", source="app"}`;
    const sent = new Set<string>();
    // Not every request becomes an exemplar: a bucket keeps one at a time.
    const traceId = await eventually(`an exemplar of ${selector}`, async () => {
      sent.add((await sendMessage()).traceId);
      return (await queryExemplars(selector)).find((exemplar) => sent.has(exemplar.traceId))?.traceId;
    });
    const spans = await eventually(`trace ${traceId}`, async () => {
      const found = await findTrace(traceId);
      return found.some(({ resource }) => resource['service.name'] === service) ? found : undefined;
    });
    assert.ok(spans.length > 0);
  });
}
