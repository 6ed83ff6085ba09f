import type { TraceSearch, TraceSummary } from '../../contract/traces.ts';

/** The shortest time that is searched for the newest traces: some of the last seconds are not there yet. */
const shortestSeconds = 4;

/**
 * The newest traces, newest first. Tempo answers with the first ones that it comes upon, so when there are more than
 * are asked for, a shorter time is searched: the shortest one that has enough of them.
 */
export async function newestOf(
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
