import * as vscode from 'vscode';
import type { Fault } from '../../contract/faults/fault.ts';
import { faultWordsIn, secondsLeft } from '../../contract/words/fault-words.ts';
import { formatClock, formatTime } from '../../contract/words/format.ts';
import { colors } from '../contributions/colors.ts';
import { isCurrent, type Lab } from '../lab/lab.ts';
import type { Entry, EntryCache } from './entry.ts';
import { stateWords } from './words.ts';

/** A fault. @param prefix Tells its line under a node from its line in the list of faults. */
export function faultEntry(lab: Lab, cache: EntryCache, faultId: string, prefix = ''): Entry {
  const id = `${prefix}fault:${faultId}`;
  return cache.of(id, () => ({
    id,
    subject() {
      const fault = lab.faults.get(faultId);
      return fault && { kind: 'fault', fault };
    },
    draw() {
      const fault = lab.faults.get(faultId);
      return fault && drawFault(fault, prefix === '');
    },
    tooltip() {
      const fault = lab.faults.get(faultId);
      return fault && tooltipOf(fault);
    },
  }));
}

function drawFault(fault: Fault, withPlace: boolean): vscode.TreeItem {
  const words = stateWords(vscode.l10n.t);
  const { title, place } = faultWordsIn(vscode.l10n.t);
  const item = new vscode.TreeItem(title(fault));
  const when = isCurrent(fault)
    ? fault.state === 'active'
      ? vscode.l10n.t('{0} left', formatClock(secondsLeft(fault, Date.now())))
      : words[fault.state]
    : `${words[fault.state]} ${formatTime(fault.endedAt ?? fault.createdAt)}`;
  item.description = [when, withPlace ? place(fault) : ''].filter(Boolean).join(' · ');
  item.iconPath = new vscode.ThemeIcon(...iconOf(fault));
  item.contextValue = isCurrent(fault) ? 'fault.active' : 'fault.over';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Fault {0} on {1}, {2}', title(fault), place(fault), when),
    role: 'treeitem',
  };
  return item;
}

function iconOf(fault: Fault): [string, vscode.ThemeColor?] {
  if (fault.state === 'failed') return ['error', new vscode.ThemeColor('charts.red')];
  if (isCurrent(fault)) return ['zap', new vscode.ThemeColor(colors.fault.id)];
  return ['pass', new vscode.ThemeColor('charts.green')];
}

/** What a person wants to know of a fault: who does it and why, and what was seen of it. */
function tooltipOf(fault: Fault): vscode.MarkdownString {
  const { title, place } = faultWordsIn(vscode.l10n.t);
  const text = new vscode.MarkdownString();
  text
    .appendMarkdown('**')
    .appendText(`${title(fault)} · ${place(fault)}`)
    .appendMarkdown('**\n\n');
  text.appendText(`${fault.driver}: ${fault.driverReason}`).appendMarkdown('\n\n');
  if (fault.problem !== null) {
    text.appendText(`${fault.problem.detail ?? fault.problem.title} ${fault.problem.remedy}`);
    text.appendMarkdown('\n\n');
  }
  for (const { node, phase, observed, holds } of fault.evidence.slice(-6)) {
    text.appendMarkdown(`- ${holds ? '✓' : '✗'} `).appendText(`${node}, ${phase}: ${observed}`);
    text.appendMarkdown('\n');
  }
  return text;
}
