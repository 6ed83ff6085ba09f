import * as vscode from 'vscode';

/** What is known of a thing, as a table of two columns under its name. Texts are shown as they are, on one line each. */
export function tableOf(name: string, rows: readonly (readonly [string, string])[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(name).appendMarkdown('**\n\n| | |\n|-|-|\n');
  for (const [key, value] of rows) {
    text.appendMarkdown(`| ${key} | `).appendText(value.replace(/\s+/g, ' ')).appendMarkdown(' |\n');
  }
  return text;
}
