import type * as vscode from 'vscode';

/** How many are kept: nodes come and go, and with them what is below. */
const kept = 200;

/** Which lines of a tree a person has opened. The editor forgets that when its window is loaded anew. */
export interface OpenedLines {
  has(id: string): boolean;
  open(id: string): void;
  close(id: string): void;
}

/** @param memory Where they are kept, such as the state of the workspace. */
export function createOpenedLines(memory: vscode.Memento, viewId: string): OpenedLines {
  const key = `dsp.opened.${viewId}`;
  const ids = new Set(memory.get<string[]>(key));
  const keep = (): void => void memory.update(key, [...ids].slice(-kept));
  return {
    has: (id) => ids.has(id),
    open(id) {
      // Taken out and put back, it is the last one of those that are kept.
      ids.delete(id);
      ids.add(id);
      keep();
    },
    close(id) {
      if (ids.delete(id)) keep();
    },
  };
}
