import { z } from 'zod';
import type { TrafficResult } from '../../contract/traffic/run.ts';

/** Numbers of one metric, by k6's names: `count`, `rate`, `p(95)`, `passes`, … */
type Metrics = Record<string, Record<string, number | null>>;

/** `GET /v1/metrics` of a running k6. */
const LiveMetrics = z.object({
  data: z.array(
    z.object({ id: z.string(), attributes: z.object({ sample: z.record(z.string(), z.number()) }) }),
  ),
});

/** The line that our script writes when k6 is done (`handleSummary`). */
const Summary = z.object({
  dspSummary: z.record(
    z.string(),
    z.object({
      values: z.record(z.string(), z.number().nullable()),
      thresholds: z.record(z.string(), z.object({ ok: z.boolean() })).optional(),
    }),
  ),
});
type Summary = z.infer<typeof Summary>['dspSummary'];

/** Results so far, from the answer of k6's REST API; `undefined` when that is not understood. */
export function liveResults(answer: unknown): TrafficResult | undefined {
  const parsed = LiveMetrics.safeParse(answer);
  if (!parsed.success) return undefined;
  return resultsOf(Object.fromEntries(parsed.data.data.map(({ id, attributes }) => [id, attributes.sample])));
}

/** Results of a whole run, from what k6 wrote to its standard output; `undefined` when it came to no end. */
export function finalResults(lines: string[]): TrafficResult | undefined {
  const summary = summaryIn(lines);
  if (summary === undefined) return undefined;
  return resultsOf(Object.fromEntries(Object.entries(summary).map(([name, { values }]) => [name, values])));
}

/** Whether each of k6's thresholds holds, by its own words such as `p(95)<500`, from what k6 wrote. */
export function thresholdResults(lines: string[]): Map<string, boolean> {
  const metrics = Object.values(summaryIn(lines) ?? {});
  const results = metrics.flatMap(({ thresholds = {} }) => Object.entries(thresholds));
  return new Map(results.map(([threshold, { ok }]) => [threshold, ok]));
}

function summaryIn(lines: string[]): Summary | undefined {
  for (const line of lines.toReversed()) {
    const parsed = Summary.safeParse(parseJson(line));
    if (parsed.success) return parsed.data.dspSummary;
  }
  return undefined;
}

/** Results from the numbers of k6's metrics. */
export function resultsOf(metrics: Metrics): TrafficResult {
  const value = (metric: string, name: string): number | null => metrics[metric]?.[name] ?? null;
  const requests = value('http_reqs', 'count') ?? 0;
  const latency = (name: string): number | null => (requests === 0 ? null : value('http_req_duration', name));
  return {
    requests,
    failedRequests: Math.round((value('http_req_failed', 'rate') ?? 0) * requests),
    droppedIterations: value('dropped_iterations', 'count') ?? 0,
    achievedRps: value('http_reqs', 'rate'),
    // The 99th comes only at the end: k6's REST API does not tell it.
    latencyMs: { p50: latency('med'), p95: latency('p(95)'), p99: latency('p(99)') },
    // Only our own script tells why requests failed, line by line.
    errors: {},
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
