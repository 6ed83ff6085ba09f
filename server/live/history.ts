import type { MetricsAnswer } from '../../contract/metrics.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';

/** Points of a line at most; a chart has no more pixels to show them. */
const mostPoints = 600;

/** Which part of the past, and how finely. Unix seconds. */
export interface Range {
  start: number;
  end: number;
  step: number;
}

/** The seconds up to a moment: a point a second, or as many as a chart can show. Prometheus knows milliseconds. */
export function rangeOf(sinceSeconds: number, end: number): Range {
  const step = Math.max(1, Math.ceil(sinceSeconds / mostPoints));
  const start = end - Math.floor(sinceSeconds / step) * step;
  return { start: Math.round(1_000 * start) / 1_000, end, step };
}

/** Reads what was. Pages that open in the same second ask together. */
export function createHistory(query: QueryMetrics) {
  const asked = new Map<string, Promise<MetricsAnswer>>();
  return (text: string, range: Range): Promise<MetricsAnswer> => {
    const key = `${range.start} ${range.end} ${range.step} ${text}`;
    const before = asked.get(key);
    if (before !== undefined) return before;
    const answer = query({ query: text, ...range });
    asked.set(key, answer);
    void answer.catch(() => undefined).finally(() => setTimeout(() => asked.delete(key), 1_000).unref());
    return answer;
  };
}
