import type * as vscode from 'vscode';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** What a command that is called on an entry acts on. */
export type Subject =
  { kind: 'node'; node: Node } | { kind: 'fault'; fault: Fault } | { kind: 'run'; run: TrafficRun };

/**
 * One line of a tree. It is a key, not a state: what it shows is looked up when it is drawn, so that the same object
 * stands for the same thing for ever, and selection and expansion are kept.
 */
export interface Entry {
  /** The same for the same thing, always. */
  readonly id: string;
  /** How it looks now; `undefined` when the thing is gone. */
  draw(): vscode.TreeItem | undefined;
  /** What is told while the pointer rests on it; made only then. */
  tooltip?(): vscode.MarkdownString | undefined;
  children?(): Entry[];
  subject?(): Subject | undefined;
}

/** Gives the same entry for the same id. */
export interface EntryCache {
  of(id: string, make: () => Entry): Entry;
}

/** Fewer than so many entries are not worth looking through for those whose things are gone. */
const fewest = 500;

export function createEntryCache(): EntryCache {
  const entries = new Map<string, Entry>();
  let most = fewest;
  const forgetGone = (): void => {
    for (const [id, entry] of entries) if (entry.draw() === undefined) entries.delete(id);
    most = Math.max(fewest, 2 * entries.size);
  };
  return {
    of(id, make) {
      let entry = entries.get(id);
      if (entry === undefined) {
        if (entries.size >= most) forgetGone();
        entries.set(id, (entry = make()));
      }
      return entry;
    },
  };
}
