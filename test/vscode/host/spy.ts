import * as vscode from 'vscode';

/** Something that the extension showed or asked. */
export interface Shown {
  kind:
    'information' | 'warning' | 'error' | 'modal' | 'list' | 'line' | 'progress' | 'external' | 'document';
  text: string;
}

/** A tree of the extension, as it gave it to the editor. */
export interface SeenTree {
  view: vscode.TreeView<unknown>;
  provider: vscode.TreeDataProvider<unknown>;
  /** How often it was told to be drawn anew, in whole or in part. */
  refreshes: number;
  /** How many single lines were named by that; a whole tree counts as one. */
  refreshed: number;
}

/** What the extension does with the editor, written down while it goes on as it would. */
export interface Spy {
  readonly shown: Shown[];
  readonly trees: Map<string, SeenTree>;
  readonly contextKeys: Map<string, unknown>;
  readonly registered: Set<string>;
  /** What nobody caught. */
  readonly unhandled: unknown[];
}

type Loose = Record<string, (...args: unknown[]) => unknown>;

/**
 * Watches what the extension does. To be called before the extension is activated, by code inside its folder: the
 * editor gives the same objects to all code of one extension.
 */
export function watchExtension(): Spy {
  const spy: Spy = {
    shown: [],
    trees: new Map(),
    contextKeys: new Map(),
    registered: new Set(),
    unhandled: [],
  };
  process.on('unhandledRejection', (reason) => spy.unhandled.push(reason));
  watchMessages(spy);
  watchQuestions(spy);
  watchTrees(spy);
  watchCommands(spy);
  // In tests the editor lets this one be replaced. It would leave the editor.
  replace(vscode.env as unknown as Loose, 'openExternal', () => (target) => {
    spy.shown.push({ kind: 'external', text: String(target) });
    return Promise.resolve(true);
  });
  return spy;
}

function watchMessages(spy: Spy): void {
  const kinds = {
    showInformationMessage: 'information',
    showWarningMessage: 'warning',
    showErrorMessage: 'error',
  } as const;
  for (const [name, kind] of Object.entries(kinds)) {
    replace(vscode.window as unknown as Loose, name, (show) => (text, ...rest) => {
      const isModal = (rest[0] as vscode.MessageOptions | undefined)?.modal === true;
      spy.shown.push({ kind: isModal ? 'modal' : kind, text: String(text) });
      // The editor refuses to show one in tests; here the person closes it.
      return isModal ? Promise.resolve(undefined) : show(text, ...rest);
    });
  }
}

function watchQuestions(spy: Spy): void {
  const { window } = vscode;
  const loose = window as unknown as Loose;
  replace(loose, 'showQuickPick', (show) => (...args) => {
    spy.shown.push({ kind: 'list', text: titleOf(args[1]) });
    return show(...args);
  });
  replace(loose, 'showInputBox', (show) => (...args) => {
    spy.shown.push({ kind: 'line', text: titleOf(args[0]) });
    return show(...args);
  });
  for (const [name, kind] of [
    ['createQuickPick', 'list'],
    ['createInputBox', 'line'],
  ] as const) {
    replace(loose, name, (create) => () => {
      const input = create() as vscode.QuickPick<vscode.QuickPickItem>;
      const show = input.show.bind(input);
      input.show = () => {
        spy.shown.push({ kind, text: titleOf(input) });
        show();
      };
      return input;
    });
  }
  replace(loose, 'withProgress', (run) => (options, task) => {
    spy.shown.push({ kind: 'progress', text: titleOf(options) });
    return run(options, task);
  });
  replace(loose, 'showTextDocument', (show) => (document, ...rest) => {
    spy.shown.push({ kind: 'document', text: String((document as vscode.TextDocument).uri ?? document) });
    return show(document, ...rest);
  });
}

function watchTrees(spy: Spy): void {
  replace(vscode.window as unknown as Loose, 'createTreeView', (create) => (id, options) => {
    const { treeDataProvider: provider } = options as vscode.TreeViewOptions<unknown>;
    const view = create(id, options) as vscode.TreeView<unknown>;
    const seen: SeenTree = { view, provider, refreshes: 0, refreshed: 0 };
    provider.onDidChangeTreeData?.((what) => {
      seen.refreshes += 1;
      seen.refreshed += Array.isArray(what) ? what.length : 1;
    });
    spy.trees.set(id as string, seen);
    return view;
  });
}

function watchCommands(spy: Spy): void {
  const loose = vscode.commands as unknown as Loose;
  replace(loose, 'registerCommand', (register) => (id, ...rest) => {
    spy.registered.add(id as string);
    return register(id, ...rest);
  });
  replace(loose, 'executeCommand', (execute) => (id, ...rest) => {
    if (id === 'setContext') spy.contextKeys.set(rest[0] as string, rest[1]);
    return execute(id, ...rest);
  });
}

function replace(
  owner: Loose,
  name: string,
  make: (real: (...args: unknown[]) => unknown) => (...args: unknown[]) => unknown,
): void {
  const real = owner[name] as (...args: unknown[]) => unknown;
  owner[name] = make(real.bind(owner));
}

function titleOf(options: unknown): string {
  const { title, placeHolder, placeholder, prompt } = (options ?? {}) as Record<string, string | undefined>;
  return title ?? placeHolder ?? placeholder ?? prompt ?? '';
}
