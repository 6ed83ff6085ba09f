import type { Connection } from '../connection/connection.ts';
import { views } from '../contributions/views.ts';
import { isRunning, newestFirst, type Lab } from '../lab/lab.ts';
import { createEntryCache } from './entry.ts';
import { createLabTree, type LabTree } from './lab-tree.ts';
import { staleMessage } from './nodes-tree.ts';
import { runEntry } from './run-entry.ts';

/** How many runs that are over are shown. */
const shownOver = 15;

/** The runs of traffic: those that run, then the latest of the others. */
export function createTrafficTree(lab: Lab, connection: Connection): LabTree {
  const cache = createEntryCache();
  return createLabTree({
    viewId: views.traffic.id,
    ...{ lab, connection },
    roots() {
      const runs = newestFirst(lab.runs.values());
      const over = runs.filter((run) => !isRunning(run)).slice(0, shownOver);
      return [...runs.filter(isRunning), ...over].map(({ id }) => runEntry(lab, cache, id));
    },
    message: () => staleMessage(connection),
  });
}
