import { z } from 'zod';
import type { LogRecord, LogSearch } from '../../contract/logs.ts';
import { ProblemError } from '../../contract/problems.ts';
import { askBackend } from '../traces/ask-backend.ts';
import { logQl } from './log-query.ts';

const Labels = z.record(z.string(), z.string());

const Answer = z.object({
  data: z.object({
    result: z.array(
      z.object({
        stream: Labels,
        values: z.array(
          z.tuple([z.string(), z.string(), z.object({ structuredMetadata: Labels.optional() }).optional()]),
        ),
      }),
    ),
  }),
});

/** Searches the logs of nodes. Throws `telemetry-unreachable`, which says so when Loki was never started. */
export type SearchLogs = (search: LogSearch) => Promise<LogRecord[]>;

export function createLogs(baseUrl: string, now: () => Date, send: typeof fetch = fetch): SearchLogs {
  return async (search) => {
    const end = now().getTime();
    const parameters = new URLSearchParams({
      query: logQl(search),
      start: nanoseconds(end - search.sinceSeconds * 1000),
      end: nanoseconds(end + 1000),
      limit: String(search.limit),
      direction: 'backward',
    });
    // Without this, Loki mixes the labels of a stream and what belongs to one record.
    const headers = { 'x-loki-response-encoding-flags': 'categorize-labels' };
    const url = `${baseUrl}/loki/api/v1/query_range?${parameters}`;
    const { status, text } = await askBackend('Loki', url, { headers, send });
    if (status !== 200) {
      throw new ProblemError(
        'telemetry-unreachable',
        `Loki answers with status ${status}: ${text.slice(0, 200)}`,
      );
    }
    return readRecords(JSON.parse(text));
  };
}

/** Records of all streams together, oldest first. */
export function readRecords(json: unknown): LogRecord[] {
  const records = Answer.parse(json).data.result.flatMap(({ stream, values }) =>
    values.map(([time, line, extra]) => ({
      time: BigInt(time),
      ...recordOf(stream, line, extra?.structuredMetadata),
    })),
  );
  return records
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
    .map(({ time, ...record }) => ({ time: new Date(Number(time / 1_000_000n)).toISOString(), ...record }));
}

function recordOf(stream: Record<string, string>, text: string, metadata: Record<string, string> = {}) {
  return {
    service: stream['service_name'] ?? 'unknown',
    node: stream['node'] ?? null,
    level: metadata['severity_text'] ?? metadata['detected_level'] ?? stream['detected_level'] ?? null,
    text,
    traceId: metadata['trace_id'] ?? null,
  };
}

function nanoseconds(millis: number): string {
  return `${millis}000000`;
}
