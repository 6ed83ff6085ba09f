import * as vscode from 'vscode';

const scheme = 'dsp-join';

/** Shows what would be written beside what is there, and asks. */
export async function confirmOverride(file: vscode.Uri, before: string, after: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const texts = new Map([
    ['/before', before],
    ['/after', after],
  ]);
  const uriOf = (side: 'before' | 'after') =>
    vscode.Uri.from({ scheme, path: `/${side}`, query: String(Date.now()) });
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  try {
    const name = vscode.workspace.asRelativePath(file);
    await vscode.commands.executeCommand(
      'vscode.diff',
      uriOf('before'),
      uriOf('after'),
      t('{0} (to be written)', name),
    );
    const write = t('Write {0}', name);
    const answer = await vscode.window.showInformationMessage(
      t('Write this override file? Your own Compose file is not touched.'),
      write,
      t('Cancel'),
    );
    return answer === write;
  } finally {
    provider.dispose();
    await closeDiff();
  }
}

async function closeDiff(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme,
  );
  await vscode.window.tabGroups.close(ours);
}
