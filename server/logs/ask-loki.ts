import { z } from 'zod';
import type { LogRecord } from '../../contract/logs.ts';
import { ProblemError } from '../../contract/problems.ts';
import { askBackend } from '../traces/ask-backend.ts';

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

/** A part of the log, the newest records of it if there are more than `limit`. Times in Unix milliseconds. */
export interface LokiQuestion {
  logQl: string;
  fromMs: number;
  toMs: number;
  limit: number;
}

/** A record, with what tells it from every other one: its time is finer than the milliseconds that people see. */
export interface FoundRecord {
  key: string;
  record: LogRecord;
}

/** Asks Loki; records come oldest first. @throws ProblemError `telemetry-unreachable` */
export type AskLoki = (question: LokiQuestion) => Promise<FoundRecord[]>;

/** Makes the client of a Loki at an address. */
export function createAskLoki(baseUrl: string, send: typeof fetch = fetch): AskLoki {
  return async ({ logQl, fromMs, toMs, limit }) => {
    const parameters = new URLSearchParams({
      query: logQl,
      start: nanoseconds(fromMs),
      end: nanoseconds(toMs),
      limit: String(limit),
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
export function readRecords(json: unknown): FoundRecord[] {
  return Answer.parse(json)
    .data.result.flatMap(({ stream, values }) =>
      values.map(([time, text, extra]) => ({
        time: BigInt(time),
        ...recordOf(stream, text, extra?.structuredMetadata),
      })),
    )
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
    .map(({ time, ...record }) => ({
      key: `${time} ${record.service} ${record.node ?? ''} ${record.text}`,
      record: { time: new Date(Number(time / 1_000_000n)).toISOString(), ...record },
    }));
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
