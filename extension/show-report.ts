import * as vscode from 'vscode';

const scheme = 'dsp-report';
const reports = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Serves the reports to the editor: documents of ours that are read and never saved. */
export function registerReports(): vscode.Disposable {
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => reports.get(uri.path) ?? '',
  });
  return vscode.Disposable.from(provider, changed);
}

/** Shows a report, written in Markdown, in place of the last one of its name. */
export async function showReport(name: string, markdown: string): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: `/${name}.md` });
  reports.set(uri.path, markdown);
  changed.fire(uri);
  // The preview belongs to an extension that ships with the editor, but can be switched off.
  await vscode.commands.executeCommand('markdown.showPreview', uri).then(undefined, async () => {
    await vscode.window.showTextDocument(uri, { preview: true });
  });
}
