import * as vscode from 'vscode';

const scheme = 'dsp-report';

/** Documents of ours that are read and never saved. */
export interface Reports extends vscode.Disposable {
  /** Shows a report, written in Markdown, in place of the last one of its name. */
  show(name: string, markdown: string): Promise<void>;
}

export function createReports(): Reports {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  return {
    async show(name, markdown) {
      const uri = vscode.Uri.from({ scheme, path: `/${name}.md` });
      texts.set(uri.path, markdown);
      changed.fire(uri);
      // The preview belongs to an extension that ships with the editor, but can be switched off.
      await vscode.commands.executeCommand('markdown.showPreview', uri).then(undefined, async () => {
        await vscode.window.showTextDocument(uri, { preview: true });
      });
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}
