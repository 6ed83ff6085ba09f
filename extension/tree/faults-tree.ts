import type { Connection } from '../connection/connection.ts';
import { views } from '../contributions/views.ts';
import { isCurrent, newestFirst, type Lab } from '../lab/lab.ts';
import { createEntryCache } from './entry.ts';
import { faultEntry } from './fault-entry.ts';
import { createLabTree, type LabTree } from './lab-tree.ts';
import { hasCurrentFault, staleMessage } from './nodes-tree.ts';

/** How many faults that are over are shown. */
const shownOver = 15;

/** The faults: those that are on, then the latest of the others. */
export function createFaultsTree(lab: Lab, connection: Connection): LabTree {
  const cache = createEntryCache();
  return createLabTree({
    viewId: views.faults.id,
    canSelectMany: true,
    ...{ lab, connection },
    roots() {
      const faults = newestFirst(lab.faults.values());
      const over = faults.filter((fault) => !isCurrent(fault)).slice(0, shownOver);
      return [...faults.filter(isCurrent), ...over].map(({ id }) => faultEntry(lab, cache, id));
    },
    countsDown: () => connection.state.name === 'connected' && hasCurrentFault(lab),
    message: () => staleMessage(connection),
  });
}
