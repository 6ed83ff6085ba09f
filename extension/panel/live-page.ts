import * as vscode from 'vscode';
import type { FromPage, ToPage } from '../../contract/page-messages.ts';
import type { Transport } from '../connection/transport.ts';
import { livePanelType, views } from '../contributions/views.ts';
import { pageHtml } from './page-html.ts';
import { servePage, type ServedPage } from './serve-page.ts';

/** The live page, in a panel of its own and small in the side bar. */
export interface LivePage extends vscode.Disposable {
  /** Shows the panel at a place of the page, such as `#/charts?dashboard=dsp-load`; without one, where it was. */
  open(hash?: string): void;
}

export interface LivePageOptions {
  extensionUri: vscode.Uri;
  transport: Transport;
  apiUrl: () => string;
}

export function createLivePage({ extensionUri, transport, apiUrl }: LivePageOptions): LivePage {
  const pageFolder = vscode.Uri.joinPath(extensionUri, 'dist', 'server', 'page');
  const webviewOptions = { enableScripts: true, localResourceRoots: [pageFolder] };
  let panel: vscode.WebviewPanel | undefined;

  function fill(webview: vscode.Webview, hash: string, isSmall: boolean): ServedPage {
    const served = servePage(
      {
        postMessage: (message: ToPage) => webview.postMessage(message),
        onMessage: (listener: (message: FromPage) => void) => webview.onDidReceiveMessage(listener),
      },
      transport,
    );
    webview.options = webviewOptions;
    webview.html = pageHtml(webview, pageFolder, { apiUrl: apiUrl(), hash, isSmall });
    return served;
  }

  function adopt(adopted: vscode.WebviewPanel, hash: string): void {
    panel = adopted;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'extension', 'media', 'icon.png');
    const served = fill(panel.webview, hash, false);
    // The editor ends a page that is hidden, and starts it anew when it is shown; nobody takes leave then.
    panel.onDidChangeViewState(({ webviewPanel }) => !webviewPanel.visible && served.leaveAll());
    panel.onDidDispose(() => {
      served.dispose();
      panel = undefined;
    });
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(livePanelType, {
    deserializeWebviewPanel: async (restored) => adopt(restored, ''),
  });

  const small = vscode.window.registerWebviewViewProvider(views.live.id, {
    resolveWebviewView(view) {
      const served = fill(view.webview, '#/now', true);
      view.onDidChangeVisibility(() => !view.visible && served.leaveAll());
      view.onDidDispose(() => served.dispose());
    },
  });

  return {
    open(hash) {
      if (panel === undefined) {
        const title = vscode.l10n.t('Live: Distributed System');
        adopt(
          vscode.window.createWebviewPanel(livePanelType, title, vscode.ViewColumn.Active, webviewOptions),
          hash ?? '',
        );
        return;
      }
      panel.reveal();
      if (hash !== undefined) void panel.webview.postMessage({ type: 'goTo', hash } satisfies ToPage);
    },
    dispose() {
      serializer.dispose();
      small.dispose();
      panel?.dispose();
    },
  };
}
