import * as vscode from 'vscode';
import { commandId } from '../contributions/commands.ts';
import { traceIdsIn } from './log-line.ts';

/** Makes the ids of traces in our logs lead to the trace. */
export function registerTraceLinks(): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(
    { scheme: 'output', pattern: '**/*DSP*' },
    {
      provideDocumentLinks(document) {
        return traceIdsIn(document.getText()).map(({ id, at }) => {
          const range = new vscode.Range(document.positionAt(at), document.positionAt(at + id.length));
          const argument = encodeURIComponent(JSON.stringify([id]));
          const link = new vscode.DocumentLink(
            range,
            vscode.Uri.parse(`command:${commandId('showTrace')}?${argument}`),
          );
          link.tooltip = vscode.l10n.t('Show this trace');
          return link;
        });
      },
    },
  );
}
