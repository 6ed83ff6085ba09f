import type { Trace, TraceSummary } from '../../contract/traces.ts';

/** Traces that are read at once to find out what Tempo does not say. */
const readersAtOnce = 6;
/** Milliseconds that this may take together; what is not found out by then stays unsaid. */
const enrichMs = 1_500;
/** Milliseconds after which no further span of a trace is expected to come before those that are there. */
const certainMs = 15_000;
/** Of so many traces it is kept where they began. */
const mostRoots = 2_000;

type Root = Pick<TraceSummary, 'rootService' | 'rootName'>;

/**
 * Says where traces without a root began: at the first span that was sent. That is kept for later, once it is
 * certain: the spans of a caller can come after those of the called. `find` reads a trace.
 */
export function createRootNamer(find: (traceId: string) => Promise<Trace | undefined>) {
  const roots = new Map<string, Root>();
  return async (summaries: TraceSummary[], now: number): Promise<TraceSummary[]> => {
    const until = performance.now() + enrichMs;
    const found = new Map<string, Root>();
    const unnamed = summaries
      .filter(({ rootService, traceId }) => rootService === null && !roots.has(traceId))
      .values();
    async function read(): Promise<void> {
      for (const { traceId, startedAt } of unnamed) {
        if (performance.now() > until) return;
        const first = (await find(traceId).catch(() => undefined))?.spans[0];
        if (first === undefined) continue;
        const isCertain = now - Date.parse(startedAt) > certainMs;
        (isCertain ? roots : found).set(traceId, { rootService: first.service, rootName: first.name });
      }
    }
    await Promise.all(Array.from({ length: readersAtOnce }, read));
    for (const oldest of [...roots.keys()].slice(0, -mostRoots)) roots.delete(oldest);
    return summaries.map((summary) => ({
      ...summary,
      ...(roots.get(summary.traceId) ?? found.get(summary.traceId)),
    }));
  };
}
