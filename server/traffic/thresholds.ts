import type { Thresholds } from '../../contract/traffic/request.ts';
import type { ThresholdResult } from '../../contract/traffic/run.ts';

/** A limit of a request: in words for people, and as k6 says it. */
interface Limit {
  words: string;
  metric: 'http_req_failed' | 'http_req_duration';
  expression: string;
}

function limitsOf({ errorPercent, latencyMs }: Thresholds): Limit[] {
  const latencies = Object.entries(latencyMs).flatMap(([name, limit]): Limit[] =>
    limit === undefined
      ? []
      : [
          {
            words: `${name} latency below ${limit} ms`,
            metric: 'http_req_duration',
            expression: `p(${name.slice(1)})<${limit}`,
          },
        ],
  );
  if (errorPercent === undefined) return latencies;
  const errors: Limit = {
    words: `at most ${errorPercent} % of the requests fail`,
    metric: 'http_req_failed',
    expression: `rate<=${errorPercent / 100}`,
  };
  return [errors, ...latencies];
}

/** The limits as k6's thresholds, on the requests of one scenario only: those of the warm-up do not count. */
export function k6Thresholds(scenario: string, thresholds: Thresholds | undefined): Record<string, string[]> {
  const byMetric: Record<string, string[]> = {};
  for (const { metric, expression } of thresholds === undefined ? [] : limitsOf(thresholds)) {
    (byMetric[`${metric}{scenario:${scenario}}`] ??= []).push(expression);
  }
  return byMetric;
}

/** What became of the limits, by what k6 said of each. */
export function thresholdWords(
  thresholds: Thresholds | undefined,
  results: ReadonlyMap<string, boolean> = new Map(),
): ThresholdResult[] {
  const limits = thresholds === undefined ? [] : limitsOf(thresholds);
  return limits.map(({ words, expression }) => ({
    threshold: words,
    passed: results.get(expression) ?? null,
  }));
}
