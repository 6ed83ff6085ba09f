import { getJson } from './http.ts';

const baseUrl = 'http://127.0.0.1:3100/loki/api/v1';

export interface LogLine {
  /** The index: what its stream is found by. */
  readonly labels: Readonly<Record<string, string>>;
  /** Structured metadata of this one record, such as trace_id. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly line: string;
}

interface Stream {
  stream: Record<string, string>;
  values: [string, string, { structuredMetadata?: Record<string, string> }?][];
}

/** Log lines of the last seconds that match a LogQL query, newest first. */
export async function queryLogs(logql: string, sinceSeconds = 300, limit = 100): Promise<LogLine[]> {
  const now = Date.now();
  const parameters = new URLSearchParams({
    query: logql,
    start: String((now - sinceSeconds * 1000) * 1e6),
    end: String((now + 1000) * 1e6),
    limit: String(limit),
  });
  // Without this, Loki answers with labels and structured metadata mixed into one.
  const headers = { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' };
  const answer = (await getJson(`${baseUrl}/query_range?${parameters}`, { headers })) as {
    data: { result: Stream[] };
  };
  return answer.data.result.flatMap(({ stream, values }) =>
    values.map(([, line, extra]) => ({ labels: stream, metadata: extra?.structuredMetadata ?? {}, line })),
  );
}
