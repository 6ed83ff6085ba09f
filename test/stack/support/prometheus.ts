import { getJson } from './http.ts';

const baseUrl = 'http://127.0.0.1:9090/api/v1';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exemplar {
  readonly seriesLabels: Readonly<Record<string, string>>;
  readonly traceId: string;
}

/** What a PromQL expression is now: one sample per series. */
export async function query(promql: string): Promise<Sample[]> {
  const data = (await ask('query', { query: promql })) as {
    result: { metric: Record<string, string>; value: [number, string] }[];
  };
  return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
}

/** What a PromQL expression was in the last seconds: of each series its newest number. */
export async function queryRange(
  promql: string,
  sinceSeconds: number,
  stepSeconds: number,
): Promise<Sample[]> {
  const end = Date.now() / 1000;
  const data = (await ask('query_range', {
    query: promql,
    start: String(end - sinceSeconds),
    end: String(end),
    step: String(stepSeconds),
  })) as { result: { metric: Record<string, string>; values: [number, string][] }[] };
  return data.result.flatMap(({ metric, values }) => {
    const value = values.map(([, text]) => Number(text)).findLast(Number.isFinite);
    return value === undefined ? [] : [{ labels: metric, value }];
  });
}

/** The single value of an expression, or undefined if it has none or is not a number. */
export async function queryValue(promql: string): Promise<number | undefined> {
  const value = (await query(promql))[0]?.value;
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

/** Names of the labels that series matching the selector had in the last minutes. */
export async function labelNames(selector: string, sinceSeconds = 300): Promise<string[]> {
  const start = String(Math.floor(Date.now() / 1000) - sinceSeconds);
  return (await ask('labels', { 'match[]': selector, start })) as string[];
}

/** Exemplars with a trace id that series of the selector got in the last seconds. */
export async function queryExemplars(selector: string, sinceSeconds = 120): Promise<Exemplar[]> {
  const now = Date.now() / 1000;
  const data = (await ask('query_exemplars', {
    query: selector,
    start: String(now - sinceSeconds),
    end: String(now + 1),
  })) as { seriesLabels: Record<string, string>; exemplars: { labels: Record<string, string> }[] }[];
  return data.flatMap(({ seriesLabels, exemplars }) =>
    exemplars.flatMap(({ labels }) =>
      labels['trace_id'] ? [{ seriesLabels, traceId: labels['trace_id'] }] : [],
    ),
  );
}

async function ask(path: string, parameters: Record<string, string>): Promise<unknown> {
  const answer = (await getJson(`${baseUrl}/${path}?${new URLSearchParams(parameters)}`)) as {
    data: unknown;
  };
  return answer.data;
}
