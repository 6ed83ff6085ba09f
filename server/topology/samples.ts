import type { MetricsAnswer } from '../../contract/metrics.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';

/** One number per set of labels. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What Prometheus knows of the calls of the last seconds. */
export interface CallSamples {
  /** By `node` and `server_address`: calls a second, failed calls a second, seconds. */
  calls: Sample[];
  failed: Sample[];
  p95: Sample[];
  /** By `node`, `server_address` and `network_transport`: messages sent a second, and those that could not be. */
  sent: Sample[];
  sendFailed: Sample[];
  /** By `node`: messages received a second, whoever sent them. */
  received: Sample[];
  /** By `run` and `name` (method and path): the same, of k6. */
  load: Sample[];
  loadFailed: Sample[];
  loadP95: Sample[];
  /** By `node`: requests served a second, whoever sent them. */
  served: Sample[];
}

const spans = 'traces_span_metrics';
const client = 'source="app", span_kind="SPAN_KIND_CLIENT", server_address!=""';
const producer = 'source="app", span_kind="SPAN_KIND_PRODUCER", server_address!=""';
const byMessages = 'sum by (node, server_address, network_transport)';
const byEdge = 'sum by (node, server_address)';
const byRun = 'sum by (run, name)';

/** Over ten seconds: short enough to see a change come, long enough for a rate of one in two seconds. */
const queries: Record<keyof CallSamples, string> = {
  // Zero for calls that were made minutes ago: the edge stays on the map.
  calls: `${byEdge} (rate(${spans}_calls_total{${client}}[10s]))`,
  failed: `${byEdge} (rate(${spans}_calls_total{${client}, status_code="STATUS_CODE_ERROR"}[10s])) > 0`,
  p95: `histogram_quantile(0.95, sum by (le, node, server_address) (rate(${spans}_duration_seconds_bucket{${client}}[10s]))) > 0`,
  sent: `${byMessages} (rate(${spans}_calls_total{${producer}}[10s]))`,
  sendFailed: `${byMessages} (rate(${spans}_calls_total{${producer}, status_code="STATUS_CODE_ERROR"}[10s])) > 0`,
  received: `sum by (node) (rate(${spans}_calls_total{source="app", span_kind="SPAN_KIND_CONSUMER"}[10s]))`,
  load: `${byRun} (rate(k6_http_reqs_total[10s])) > 0`,
  loadFailed: `${byRun} (rate(k6_http_reqs_total{expected_response="false"}[10s])) > 0`,
  loadP95: `histogram_quantile(0.95, ${byRun} (rate(k6_http_req_duration_seconds[10s]))) > 0`,
  served: `sum by (node) (rate(${spans}_calls_total{source="app", span_kind="SPAN_KIND_SERVER"}[10s])) > 0`,
};

/** Asks for all of them at one instant, Unix seconds. @throws ProblemError `telemetry-unreachable`. */
export async function readCallSamples(query: QueryMetrics, time: number): Promise<CallSamples> {
  const names = Object.keys(queries) as (keyof CallSamples)[];
  const answers = await Promise.all(names.map((name) => query({ query: queries[name], time })));
  return Object.fromEntries(
    names.map((name, index) => [name, samplesOf(answers[index])]),
  ) as unknown as CallSamples;
}

function samplesOf(answer: MetricsAnswer | undefined): Sample[] {
  return (answer?.series ?? []).map(({ labels, points }) => ({ labels, value: Number(points[0]?.[1]) }));
}
