import { signal } from '@preact/signals';
import { call } from '../state/api.ts';

/** Names of the services that were called in the last hour. */
export const services = signal<readonly string[]>([]);

const query =
  'count by (service_name) (last_over_time(traces_span_metrics_calls_total{source="app", span_kind="SPAN_KIND_SERVER"}[1h]))';

/** Asks who there is. Without an answer the names stay as they were. */
export async function readServices(): Promise<void> {
  try {
    const { series } = await call('metricsQuery', { query: { query } });
    services.value = series.flatMap(({ labels }) => labels['service_name'] ?? []).sort();
  } catch {
    // The charts say themselves that there is no telemetry.
  }
}
