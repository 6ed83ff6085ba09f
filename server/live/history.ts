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

/** The range of the last seconds: a point a second, or as many as a chart can show. */
export function rangeOf(sinceSeconds: number, now: number): Range {
  const step = Math.max(1, Math.ceil(sinceSeconds / mostPoints));
  const end = Math.floor(now);
  return { start: end - Math.floor(sinceSeconds / step) * step, end, step };
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
