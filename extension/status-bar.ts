import * as vscode from 'vscode';
import type { Connection } from './connection/connection.ts';
import { faultWordsIn } from '../contract/words/fault-words.ts';
import { commandId } from './contributions/commands.ts';
import { isCurrent, type Lab } from './lab/lab.ts';
import { faultCount } from './tree/words.ts';

/**
 * One item, there only while something is broken: how many faults, and a click that heals everything. While it is
 * there the platform is followed, also without any view: it would not go away otherwise.
 */
export function createStatusBar(lab: Lab, connection: Connection): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('dsp.faults', vscode.StatusBarAlignment.Left, 50);
  item.name = vscode.l10n.t('Faults of the distributed system');
  item.command = commandId('healEverything');
  const { title } = faultWordsIn(vscode.l10n.t);
  let release: (() => void) | undefined;

  const draw = (): void => {
    const faults = [...lab.faults.values()].filter(isCurrent);
    if (faults.length === 0) {
      item.hide();
      release?.();
      release = undefined;
      return;
    }
    release ??= connection.hold();
    item.text = `$(zap) ${faultCount(vscode.l10n.t, faults.length)}`;
    item.tooltip = vscode.l10n.t('Heal everything: {0}', faults.map(title).join(', '));
    item.accessibilityInformation = { label: item.tooltip, role: 'button' };
    item.show();
  };
  const stop = lab.onChange((change) => change.kind !== 'run' && change.kind !== 'node' && draw());

  return {
    dispose() {
      stop();
      release?.();
      item.dispose();
    },
  };
}
