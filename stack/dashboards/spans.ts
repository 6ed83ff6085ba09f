/**
 * The words of PromQL in which the panels ask about calls. Every call leaves two spans, one of the caller (client)
 * and one of the called (server), and the Collector counts and times both.
 */

/** The window of a rate: Grafana and the live page put in one that fits the distance of the points. */
export const window = '[$__rate_interval]';

const calls = 'traces_span_metrics_calls_total';
const seconds = 'traces_span_metrics_duration_seconds';

/** Spans of servers, of the chosen services and nodes. */
export const served = 'source="app", span_kind="SPAN_KIND_SERVER", service_name=~"$service", node=~"$node"';
/** Spans of clients that know whom they called, of the chosen services and nodes. */
export const called =
  'source="app", span_kind="SPAN_KIND_CLIENT", server_address!="", service_name=~"$service", node=~"$node"';

/** Spans a second. `labels` are those that lines are kept apart by. */
export function callRate(selector: string, labels: string): string {
  return `sum by (${labels}) (rate(${calls}{${selector}}${window}))`;
}

/** Failed spans a second: zero, not nothing, where there are calls and none of them fails. */
export function errorRate(selector: string, labels: string): string {
  const failed = callRate(`${selector}, status_code="STATUS_CODE_ERROR"`, labels);
  return `(${failed} or 0 * ${callRate(selector, labels)})`;
}

/** Failed spans in percent of all. */
export function errorPercent(selector: string, labels: string): string {
  return `100 * ${errorRate(selector, labels)} / (${callRate(selector, labels)} > 0)`;
}

/** A quantile of the duration, seconds. Its buckets carry exemplars, which lead to traces. */
export function durationQuantile(quantile: number, selector: string, labels: string): string {
  return `histogram_quantile(${quantile}, sum by (le, ${labels}) (rate(${seconds}_bucket{${selector}}${window}))) > 0`;
}

/** The mean duration, seconds. Means can be subtracted from one another, which quantiles cannot. */
export function durationMean(selector: string, labels: string): string {
  const sum = (what: string): string => `sum by (${labels}) (rate(${seconds}_${what}{${selector}}${window}))`;
  return `${sum('sum')} / (${sum('count')} > 0)`;
}
