import * as vscode from 'vscode';
import { colors } from '../contributions/colors.ts';
import type { Lab } from '../lab/lab.ts';
import { faultCount } from './words.ts';
import { currentFaultsOn, nodeUri } from './node-entry.ts';

/** Badges of the nodes: how many faults are on each. */
export function registerFaultBadges(lab: Lab): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri[]>();
  const counts = new Map<string, number>();

  const stop = lab.onChange((change) => {
    if (change.kind === 'run') return;
    const uris: vscode.Uri[] = [];
    for (const name of lab.nodes.keys()) {
      const count = currentFaultsOn(lab, name).length;
      if ((counts.get(name) ?? 0) === count) continue;
      counts.set(name, count);
      uris.push(nodeUri(name));
    }
    if (uris.length > 0) changed.fire(uris);
  });

  const provider = vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration(uri) {
      if (uri.scheme !== 'dsp-node') return undefined;
      const count = counts.get(uri.path.slice(1)) ?? 0;
      if (count === 0) return undefined;
      const tooltip = faultCount(vscode.l10n.t, count);
      const badge = count > 9 ? '9+' : String(count);
      return new vscode.FileDecoration(badge, tooltip, new vscode.ThemeColor(colors.fault.id));
    },
  });
  return vscode.Disposable.from(provider, changed, { dispose: stop });
}
