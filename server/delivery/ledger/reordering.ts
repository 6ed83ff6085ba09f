import type { Arrivals, Page } from './page.ts';

/**
 * Counts the messages that arrived at a node after one with a higher number (RFC 4737, section 3: the singleton
 * is reordered when its number is below NextExp, that is, when a higher number came before it).
 *
 * Counted from the times at which the arrivals began and not from the order in which their spans come in, which
 * exporters and the Collector change. A page is counted again only when something in it has changed, or above it.
 */
export function countReordered(descending: readonly Page[], node: number): number {
  let total = 0;
  let earliestLater = Infinity;
  for (const { arrivals } of descending) {
    const here = arrivals[node];
    if (here === undefined) continue;
    const { reordered } = here;
    if (reordered.isStale || reordered.earliestLater !== earliestLater) {
      here.reordered = { count: recount(here, earliestLater), isStale: false, earliestLater };
    }
    total += here.reordered.count;
    earliestLater = Math.min(earliestLater, here.earliest);
  }
  return total;
}

function recount({ startedAt }: Arrivals, earliestLater: number): number {
  let earliest = earliestLater;
  let count = 0;
  for (let at = startedAt.length - 1; at >= 0; at--) {
    const started = startedAt[at] as number;
    if (started === 0) continue;
    if (started > earliest) count += 1;
    else earliest = started;
  }
  return count;
}
