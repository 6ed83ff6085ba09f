import { z } from 'zod';
import { ProblemError } from '../../contract/problems.ts';
import type { Trace, TraceSearch, TraceSummary } from '../../contract/traces.ts';
import { askBackend, type BackendAnswer } from './ask-backend.ts';
import { createRootNamer } from './name-roots.ts';
import { newestOf } from './newest-traces.ts';
import { parseTrace } from './parse-trace.ts';
import { searchParameters } from './search-query.ts';

/** What Tempo says where the first span of a trace was not sent, as with traces that k6 began. */
const noRoot = '<root span not yet received>';

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

/** Makes the client of a Tempo at an address; which release it is, is asked with the first search. */
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

  const nameRoots = createRootNamer(find);

  async function ask(search: TraceSearch, hasQl: boolean): Promise<TraceSummary[]> {
    const parameters = searchParameters(search, hasQl, now().getTime() / 1000);
    const answer = await askBackend('Tempo', `${baseUrl}/api/search?${parameters}`, { send });
    return SearchAnswer.parse(readJson(answer)).traces.map((trace) => ({
      traceId: trace.traceID.padStart(32, '0'),
      startedAt: new Date(Number(trace.startTimeUnixNano) / 1e6).toISOString(),
      durationMs: trace.durationMs,
      rootService: known(trace.rootServiceName),
      rootName: known(trace.rootTraceName),
    }));
  }

  return {
    async search(search) {
      const hasQl = await hasTraceQl();
      const askFor = (sinceSeconds: number, limit: number): Promise<TraceSummary[]> =>
        ask({ ...search, sinceSeconds, limit }, hasQl);
      return nameRoots(await newestOf(askFor, search), now().getTime());
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
