import { z } from 'zod';
import { ProblemError } from '../../contract/problems.ts';
import type { Trace, TraceSearch, TraceSummary } from '../../contract/traces.ts';
import { askBackend, type BackendAnswer } from './ask-backend.ts';
import { parseTrace } from './parse-trace.ts';
import { searchParameters } from './search-query.ts';

/** What Tempo says where the first span of a trace was not sent, as with traces that k6 began. */
const noRoot = '<root span not yet received>';
/** The shortest time that is searched for the newest traces: some of the last seconds are not there yet. */
const shortestSeconds = 4;
/** Traces that are read at once to find out what Tempo does not say. */
const readersAtOnce = 6;
/** Milliseconds that this may take together; what is not found out by then stays unsaid. */
const enrichMs = 1_500;
/** Of so many traces it is kept where they began. */
const mostRoots = 2_000;

type Root = Pick<TraceSummary, 'rootService' | 'rootName'>;

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
  const roots = new Map<string, Root>();

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
      const askFor = (sinceSeconds: number): Promise<TraceSummary[]> =>
        ask({ ...search, sinceSeconds }, hasQl);
      return nameRoots(await newestOf(askFor, search), roots, find);
    },

    async get(traceId) {
      const trace = await find(traceId);
      if (trace === undefined) throw new ProblemError('trace-not-found', `There is no trace "${traceId}".`);
      return trace;
    },
  };
}

/**
 * The newest traces, newest first. Tempo answers with the first ones that it comes upon, so when there are more than
 * are asked for, a shorter time is searched: the shortest one that has enough of them.
 */
async function newestOf(
  askFor: (sinceSeconds: number, limit: number) => Promise<TraceSummary[]>,
  { sinceSeconds, limit }: TraceSearch,
): Promise<TraceSummary[]> {
  let found = await askFor(sinceSeconds, limit);
  if (found.length >= limit) {
    for (let since = shortestSeconds; since < sinceSeconds; since *= 4) {
      // A quarter of this time did not have enough, so this time has hardly more than that: ask for all of them.
      const newest = await askFor(since, limit * 5);
      if (newest.length < limit) continue;
      found = newest;
      break;
    }
  }
  return found.sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, limit);
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

/** Says where traces without a root began: at the first span that was sent. What was found out is kept for later. */
async function nameRoots(
  summaries: TraceSummary[],
  roots: Map<string, Root>,
  find: (traceId: string) => Promise<Trace | undefined>,
): Promise<TraceSummary[]> {
  const until = performance.now() + enrichMs;
  const unnamed = summaries
    .filter(({ rootService, traceId }) => rootService === null && !roots.has(traceId))
    .values();
  async function read(): Promise<void> {
    for (const { traceId } of unnamed) {
      if (performance.now() > until) return;
      const first = (await find(traceId).catch(() => undefined))?.spans[0];
      if (first !== undefined) roots.set(traceId, { rootService: first.service, rootName: first.name });
    }
  }
  await Promise.all(Array.from({ length: readersAtOnce }, read));
  const named = summaries.map((summary) => ({
    ...summary,
    ...(summary.rootService === null ? roots.get(summary.traceId) : {}),
  }));
  for (const oldest of [...roots.keys()].slice(0, -mostRoots)) roots.delete(oldest);
  return named;
}
