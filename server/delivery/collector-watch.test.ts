import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCollectorWatch, parseCollectorHealth } from './collector-watch.ts';

const text = `# HELP otelcol_process_uptime Uptime of the process [Alpha]
otelcol_process_uptime 171.872593526
otelcol_exporter_send_failed_spans{exporter="otlp_http/tempo",server_address="tempo"} 3
otelcol_exporter_send_failed_spans{exporter="otlp_http/delivery",server_address="api"} 5
otelcol_exporter_enqueue_failed_spans_total{data_type="traces",exporter="otlp_http/delivery"} 2
otelcol_exporter_sent_spans{exporter="otlp_http/delivery",server_address="api"} 203
`;

test('reads how long the Collector runs and what it could not hand on to us', () => {
  assert.deepEqual(parseCollectorHealth(text), { uptimeSeconds: 171.872593526, lostSpans: 7 });
  assert.equal(parseCollectorHealth('up 1'), undefined);
});

test('a restart and a loss are blind spots; a quiet life is not', () => {
  const watch = createCollectorWatch();
  assert.equal(watch({ uptimeSeconds: 100, lostSpans: 4 }, 1_000), undefined);
  assert.equal(watch({ uptimeSeconds: 101, lostSpans: 4 }, 2_000), undefined);
  assert.equal(watch(undefined, 3_000), undefined);
  const lost = watch({ uptimeSeconds: 103, lostSpans: 6 }, 4_000);
  assert.deepEqual(lost, {
    node: null,
    fromMs: 2_000,
    toMs: 4_000,
    reason: 'the Collector could not hand on 2 spans',
  });
  assert.equal(watch({ uptimeSeconds: 0.5, lostSpans: 0 }, 5_000)?.reason, 'the Collector was restarted');
});
