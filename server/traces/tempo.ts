import { z } from 'zod';
import { ProblemError } from '../../contract/problems.ts';
import type { Trace, TraceSearch, TraceSummary } from '../../contract/traces.ts';
import { askBackend, type BackendAnswer } from './ask-backend.ts';
import { parseTrace } from './parse-trace.ts';
import { searchParameters } from './search-query.ts';

/** What Tempo says where the first span of a trace was not sent, as with traces that k6 began. */
const noRoot = '<root span not yet received>';
/** Traces that are read at once to find out what Tempo does not say. */
const readersAtOnce = 6;
/** Milliseconds that this may take together; what is not found out by then stays unsaid. */
const enrichMs = 2_000;

const SearchAnswer = z.object({
  traces: z
    .array(
      z.object({
        traceID: z.string(),
        rootServiceName: z.string().optional(),
        rootTraceName: z.string().optional(),
        startTimeUnixNano: z.string().default('0'),
        durationMs: z.number().default(0),
      }),
    )
    .default([]),
});

/** Traces, from whatever release of Tempo is there. All methods throw `telemetry-unreachable`. */
export interface Traces {
  /** Newest first. */
  search(search: TraceSearch): Promise<TraceSummary[]>;
  /** @throws ProblemError `trace-not-found`. */
  get(traceId: string): Promise<Trace>;
}

export function createTraces(baseUrl: string, now: () => Date, send: typeof fetch = fetch): Traces {
  let traceQl: Promise<boolean> | undefined;

  /** Asked once: another release means another container, and its restart takes longer than one failed search. */
  function hasTraceQl(): Promise<boolean> {
    traceQl ??= readVersion(baseUrl, send).catch((error: unknown) => {
      traceQl = undefined;
      throw error;
    });
    return traceQl;
  }

  async function find(traceId: string): Promise<Trace | undefined> {
    const answer = await askBackend('Tempo', `${baseUrl}/api/traces/${traceId}`, { send });
    return answer.status === 404 ? undefined : parseTrace(traceId, readJson(answer));
  }

  return {
    async search(search) {
      const parameters = searchParameters(search, await hasTraceQl(), now().getTime() / 1000);
      const answer = await askBackend('Tempo', `${baseUrl}/api/search?${parameters}`, { send });
      const { traces } = SearchAnswer.parse(readJson(answer));
      const summaries = traces.map((trace) => ({
        traceId: trace.traceID.padStart(32, '0'),
        startedAt: new Date(Number(trace.startTimeUnixNano) / 1e6).toISOString(),
        durationMs: trace.durationMs,
        rootService: known(trace.rootServiceName),
        rootName: known(trace.rootTraceName),
      }));
      const newestFirst = summaries
        .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
        .slice(0, search.limit);
      return nameRoots(newestFirst, find);
    },

    async get(traceId) {
      const trace = await find(traceId);
      if (trace === undefined) throw new ProblemError('trace-not-found', `There is no trace "${traceId}".`);
      return trace;
    },
  };
}

/** Whether Tempo knows TraceQL. Releases before 2.0 tell their version only as text. */
async function readVersion(baseUrl: string, send: typeof fetch): Promise<boolean> {
  const buildInfo = await askBackend('Tempo', `${baseUrl}/api/status/buildinfo`, { send });
  const answer =
    buildInfo.status === 200
      ? buildInfo
      : await askBackend('Tempo', `${baseUrl}/status/version`, { send, headers: { accept: 'text/plain' } });
  const [, major = '2'] = /version"?[:,]?\s*"?v?(\d+)\./.exec(answer.text) ?? [];
  return Number(major) >= 2;
}

function readJson({ status, text }: BackendAnswer): unknown {
  if (status !== 200) {
    throw new ProblemError(
      'telemetry-unreachable',
      `Tempo answers with status ${status}: ${text.slice(0, 200)}`,
    );
  }
  return JSON.parse(text);
}

function known(name: string | undefined): string | null {
  return name === undefined || name === '' || name === noRoot ? null : name;
}

/** Says where traces without a root began: at the first span that was sent. */
async function nameRoots(
  summaries: TraceSummary[],
  find: (traceId: string) => Promise<Trace | undefined>,
): Promise<TraceSummary[]> {
  const until = performance.now() + enrichMs;
  const unnamed = summaries.filter(({ rootService }) => rootService === null).values();
  async function read(): Promise<void> {
    for (const summary of unnamed) {
      if (performance.now() > until) return;
      const first = (await find(summary.traceId).catch(() => undefined))?.spans[0];
      if (first !== undefined) Object.assign(summary, { rootService: first.service, rootName: first.name });
    }
  }
  await Promise.all(Array.from({ length: readersAtOnce }, read));
  return summaries;
}
