import * as vscode from 'vscode';
import { formatTime } from '../../contract/words/format.ts';
import type { Connection } from '../connection/connection.ts';
import { views } from '../contributions/views.ts';
import type { Progress } from '../control/progress.ts';
import { isCurrent, type Lab } from '../lab/lab.ts';
import { createEntryCache } from './entry.ts';
import { createLabTree, type LabTree } from './lab-tree.ts';
import { nodeEntry } from './node-entry.ts';
import { createOpenedLines } from './opened-lines.ts';
import { progressEntries } from './progress-entries.ts';
import { faultCount } from './words.ts';

/** The nodes; while the platform starts, what it is doing. */
export function createNodesTree(
  { lab, connection, progress }: { lab: Lab; connection: Connection; progress: Progress },
  memory: vscode.Memento,
): LabTree {
  const cache = createEntryCache();
  const tree = createLabTree({
    viewId: views.nodes.id,
    canSelectMany: true,
    openedLines: createOpenedLines(memory, views.nodes.id),
    ...{ lab, connection },
    roots: () =>
      connection.state.name === 'starting'
        ? progressEntries(progress, cache)
        : [...lab.nodes.keys()].sort().map((name) => nodeEntry(lab, cache, name)),
    countsDown: () => connection.state.name === 'connected' && hasCurrentFault(lab),
    badge: () => faultBadge(lab),
    message: () => staleMessage(connection),
  });
  const stop = progress.onChange(() => tree.touch());
  return {
    ...tree,
    dispose() {
      stop();
      tree.dispose();
    },
  };
}

/** What is seen is not what is: said where it is seen. */
export function staleMessage({ state }: Connection): string | undefined {
  if (state.name !== 'lost') return undefined;
  return vscode.l10n.t(
    'No connection since {0}. Shown as it was then; trying again.',
    formatTime(state.since),
  );
}

export function hasCurrentFault(lab: Lab): boolean {
  return [...lab.faults.values()].some(isCurrent);
}

function faultBadge(lab: Lab): vscode.ViewBadge | undefined {
  const value = [...lab.faults.values()].filter(isCurrent).length;
  return value === 0 ? undefined : { value, tooltip: faultCount(vscode.l10n.t, value) };
}
