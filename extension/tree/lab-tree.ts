import * as vscode from 'vscode';
import type { Connection } from '../connection/connection.ts';
import type { Lab } from '../lab/lab.ts';
import type { Entry } from './entry.ts';
import type { OpenedLines } from './opened-lines.ts';
import { createRefresher } from './refresher.ts';

/** What a tree of the laboratory shows. */
export interface LabTreeOptions {
  viewId: string;
  roots: () => Entry[];
  canSelectMany?: boolean;
  /** Whether anything shown counts down now, so that it has to be drawn each second. */
  countsDown?: () => boolean;
  /** Remembers which lines are open; without it all are closed in a new window. */
  openedLines?: OpenedLines;
  /** A number on the view's icon. */
  badge?: () => vscode.ViewBadge | undefined;
  /** A line above the tree. */
  message?: () => string | undefined;
  connection: Connection;
  lab: Lab;
}

/** A tree view that follows the laboratory while it can be seen. */
export interface LabTree extends vscode.Disposable {
  readonly view: vscode.TreeView<Entry>;
  /** Something that is no part of the laboratory has changed what it shows. */
  touch(): void;
}

export function createLabTree(options: LabTreeOptions): LabTree {
  const { connection, lab, roots, openedLines } = options;
  const changed = new vscode.EventEmitter<Entry[] | undefined>();
  let shown: Entry[] = [];
  /** Ids of the lines that are open: only what is below those is seen. */
  const opened = new Set<string>();

  const refresher = createRefresher({
    roots: () => roots().map((entry) => ({ id: entry.id, signature: signatureOf(entry, opened) })),
    fire(ids) {
      if (ids === undefined) changed.fire(undefined);
      else changed.fire(shown.filter(({ id }) => ids.includes(id)));
    },
  });

  const view = vscode.window.createTreeView<Entry>(options.viewId, {
    canSelectMany: options.canSelectMany ?? false,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: (entry) => drawn(entry, openedLines) ?? new vscode.TreeItem(''),
      resolveTreeItem(item, entry) {
        item.tooltip = entry.tooltip?.();
        return item;
      },
      getChildren(entry) {
        if (entry !== undefined) {
          opened.add(entry.id);
          return entry.children?.() ?? [];
        }
        shown = roots();
        refresher.drawn();
        return shown;
      },
    },
  });

  let release: (() => void) | undefined;
  let tick: NodeJS.Timeout | undefined;
  const decorate = (): void => {
    view.badge = options.badge?.();
    const message = options.message?.() ?? '';
    if ((view.message ?? '') !== message) view.message = message;
  };
  const countDown = (): void => {
    const isNeeded = view.visible && options.countsDown?.() === true;
    if (isNeeded) tick ??= setInterval(touch, 1_000);
    else {
      clearInterval(tick);
      tick = undefined;
    }
  };
  function touch(): void {
    decorate();
    countDown();
    if (view.visible) refresher.touch();
  }
  const look = (): void => {
    if (view.visible) release ??= connection.hold();
    else {
      release?.();
      release = undefined;
    }
    touch();
  };
  const disposables = [
    ...[view, changed, view.onDidChangeVisibility(look)],
    view.onDidCollapseElement(({ element }) => {
      opened.delete(element.id);
      openedLines?.close(element.id);
    }),
    // What is below may have changed while nobody could see it.
    view.onDidExpandElement(({ element }) => {
      opened.add(element.id);
      openedLines?.open(element.id);
      touch();
    }),
  ];
  const stops = [lab.onChange(touch), connection.onChange(touch)];
  look();

  return {
    view,
    touch,
    dispose() {
      release?.();
      clearInterval(tick);
      refresher.dispose();
      for (const stop of stops) stop();
      for (const disposable of disposables) disposable.dispose();
    },
  };
}

function drawn(entry: Entry, openedLines: OpenedLines | undefined): vscode.TreeItem | undefined {
  const item = entry.draw();
  if (item === undefined) return undefined;
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (item.collapsibleState === Collapsed && openedLines?.has(entry.id) === true) {
    item.collapsibleState = Expanded;
  }
  item.id = entry.id;
  return item;
}

/** All that is seen of an entry and of what is open below it. */
function signatureOf(entry: Entry, opened: ReadonlySet<string>): string {
  const item = entry.draw();
  if (item === undefined) return '';
  const { label, description, contextValue, iconPath, resourceUri } = item;
  const own = JSON.stringify([label, description, contextValue, iconPath, resourceUri?.toString()]);
  if (!opened.has(entry.id)) return own;
  return own + (entry.children?.() ?? []).map((child) => signatureOf(child, opened)).join('');
}
