import * as vscode from 'vscode';
import { percentOf, type Progress, type StepProgress } from '../control/progress.ts';
import type { Entry, EntryCache } from './entry.ts';
import { inUnits } from './words.ts';

/** The steps of a start, each with what it is doing: one line for each image that is pulled or built. */
export function progressEntries(progress: Progress, cache: EntryCache): Entry[] {
  return [...progress.steps.keys()].map((name) => stepEntry(progress, cache, name));
}

function stepEntry(progress: Progress, cache: EntryCache, name: string): Entry {
  const id = `step:${name}`;
  return cache.of(id, () => ({
    id,
    draw() {
      const step = progress.steps.get(name);
      return step && drawStep(step);
    },
    children: () =>
      [...(progress.steps.get(name)?.items.keys() ?? [])].map((item) =>
        itemEntry(progress, cache, name, item),
      ),
  }));
}

function drawStep(step: StepProgress): vscode.TreeItem {
  const isOpen = step.items.size > 0;
  const { None, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(vscode.l10n.t(step.name), isOpen ? Expanded : None);
  item.description = [
    step.state === 'running' ? '' : inUnits(vscode.l10n.t, `${step.seconds.toFixed(1)} s`),
    step.note,
  ]
    .filter(Boolean)
    .join(' · ');
  item.iconPath = new vscode.ThemeIcon(...icons[step.state]);
  item.contextValue = 'step';
  return item;
}

const icons: Record<StepProgress['state'], [string, vscode.ThemeColor?]> = {
  running: ['loading~spin'],
  done: ['pass', new vscode.ThemeColor('charts.green')],
  failed: ['error', new vscode.ThemeColor('charts.red')],
  interrupted: ['circle-slash'],
};

function itemEntry(progress: Progress, cache: EntryCache, step: string, name: string): Entry {
  const id = `step:${step}/${name}`;
  return cache.of(id, () => ({
    id,
    draw() {
      const found = progress.steps.get(step)?.items.get(name);
      if (found === undefined) return undefined;
      const item = new vscode.TreeItem(name);
      item.description = [vscode.l10n.t(found.state), percentOf(found.amount)].filter(Boolean).join(' ');
      item.tooltip = found.detail;
      item.iconPath = new vscode.ThemeIcon('package');
      item.contextValue = 'step.item';
      return item;
    },
  }));
}
