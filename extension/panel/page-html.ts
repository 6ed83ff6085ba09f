import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { EditorFacts } from '../../contract/page-messages.ts';

/**
 * The document that shows the page in a webview. It may run our script and take our styles and pictures, and nothing
 * else: no connection of its own, no frame, no form.
 */
export function pageHtml(webview: vscode.Webview, pageFolder: vscode.Uri, facts: EditorFacts): string {
  const nonce = randomBytes(16).toString('base64url');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder, name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Distributed System Platform</title>
    <link rel="icon" href="${file('icon.svg')}" />
    <link rel="stylesheet" href="${file('styles.css')}" />
  </head>
  <body>
    <div id="page" data-editor="${escapeAttribute(JSON.stringify(facts))}"></div>
    <script type="module" nonce="${nonce}" src="${file('main.js')}"></script>
  </body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
