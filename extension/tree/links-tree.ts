import * as vscode from 'vscode';
import { commandId, type CommandName } from '../contributions/commands.ts';
import { views } from '../contributions/views.ts';
import { links, type LinkName } from '../links/links.ts';

/** Where else one can look. The list is fixed: nothing is asked for it. */
export function createLinksTree(): vscode.Disposable {
  return vscode.window.createTreeView<LinkName>(views.links.id, {
    treeDataProvider: {
      getChildren: (name) => (name === undefined ? (Object.keys(links) as LinkName[]) : []),
      getTreeItem(name) {
        const { icon, command, about } = links[name];
        const title = links[name].title();
        const item = new vscode.TreeItem(title);
        item.id = name;
        item.description = about();
        item.iconPath = new vscode.ThemeIcon(icon);
        item.command = { command: commandId(command satisfies CommandName), title };
        item.tooltip = `${title}: ${about()}`;
        return item;
      },
    },
  });
}
