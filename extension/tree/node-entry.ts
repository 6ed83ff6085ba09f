import * as vscode from 'vscode';
import type { Node } from '../../contract/nodes.ts';
import { formatTime } from '../../contract/words/format.ts';
import { isCurrent, type Lab, type NodeEvent } from '../lab/lab.ts';
import type { Entry, EntryCache } from './entry.ts';
import { faultEntry } from './fault-entry.ts';
import { tableOf } from './table.ts';
import { faultCount, stateWords } from './words.ts';

/** Address under which a node's badge is known; see `fault-badges.ts`. */
export function nodeUri(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'dsp-node', path: `/${name}` });
}

/** A node, with its addresses, its faults and what happened to it lately. */
export function nodeEntry(lab: Lab, cache: EntryCache, name: string): Entry {
  const id = `node:${name}`;
  return cache.of(id, () => ({
    id,
    subject() {
      const node = lab.nodes.get(name);
      return node && { kind: 'node', node };
    },
    draw() {
      const node = lab.nodes.get(name);
      return node && drawNode(node, faultsOn(lab, name));
    },
    tooltip() {
      const node = lab.nodes.get(name);
      return node && tooltipOf(node);
    },
    children() {
      const node = lab.nodes.get(name);
      if (node === undefined) return [];
      return [
        ...currentFaultsOn(lab, name).map((fault) => faultEntry(lab, cache, fault.id, `${id}/`)),
        ...node.addresses.map((address) => addressEntry(cache, id, address)),
        ...recentEvents(lab, cache, id, name),
      ];
    },
  }));
}

function drawNode(node: Node, faults: number): vscode.TreeItem {
  const words = stateWords(vscode.l10n.t);
  const item = new vscode.TreeItem(node.name, vscode.TreeItemCollapsibleState.Collapsed);
  const state = node.state === 'running' && node.health === 'unhealthy' ? 'unhealthy' : node.state;
  item.description = [words[state], node.language].filter(Boolean).join(' · ');
  item.iconPath = iconOf(state);
  item.resourceUri = nodeUri(node.name);
  item.contextValue = `node.${node.state}${faults > 0 ? '.broken' : ''}`;
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'Node {0}, {1}',
      node.name,
      [item.description, faultCount(vscode.l10n.t, faults)].join(', '),
    ),
    role: 'treeitem',
  };
  return item;
}

const icons: Readonly<Record<Node['state'] | 'unhealthy', readonly [icon: string, color: string]>> = {
  running: ['vm-running', 'charts.green'],
  unhealthy: ['warning', 'charts.yellow'],
  paused: ['debug-pause', 'charts.yellow'],
  restarting: ['sync', 'charts.yellow'],
  stopped: ['vm-outline', 'charts.red'],
  missing: ['circle-slash', 'charts.red'],
};

function iconOf(state: keyof typeof icons): vscode.ThemeIcon {
  const [icon, color] = icons[state];
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

function tooltipOf(node: Node): vscode.MarkdownString {
  const words = stateWords(vscode.l10n.t);
  const rows: [string, string][] = [
    [vscode.l10n.t('State'), [words[node.state], words[node.health]].filter(Boolean).join(', ')],
    [vscode.l10n.t('Language'), node.language ?? '–'],
    [vscode.l10n.t('Image'), node.image],
    [vscode.l10n.t('Started'), node.startedAt === null ? '–' : formatTime(node.startedAt)],
    [vscode.l10n.t('Restarts'), String(node.restarts)],
    [
      vscode.l10n.t('Labels'),
      Object.entries(node.labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ') || '–',
    ],
  ];
  return tableOf(node.name, rows);
}

function faultsOn(lab: Lab, name: string): number {
  return currentFaultsOn(lab, name).length;
}

/** Faults that are on a node or about to be. */
export function currentFaultsOn(lab: Lab, name: string) {
  return [...lab.faults.values()].filter((fault) => isCurrent(fault) && fault.targets.includes(name));
}

function addressEntry(cache: EntryCache, parent: string, { network, address }: Node['addresses'][number]) {
  const id = `${parent}/address:${network}`;
  const entry = cache.of(id, () => ({ id, draw: () => drawAddress(network, address) }));
  // The address of a node changes when it is made anew; its line stays the same one.
  entry.draw = () => drawAddress(network, address);
  return entry;
}

function drawAddress(network: string, address: string): vscode.TreeItem {
  const item = new vscode.TreeItem(address);
  item.description = network;
  item.iconPath = new vscode.ThemeIcon('globe');
  item.contextValue = 'address';
  item.tooltip = vscode.l10n.t('Address on the network {0}', network);
  return item;
}

/** What happened lately, in one line that opens. */
function recentEvents(lab: Lab, cache: EntryCache, parent: string, name: string): Entry[] {
  if (lab.eventsOf(name).length === 0) return [];
  const id = `${parent}/events`;
  return [
    cache.of(id, () => ({
      id,
      draw() {
        const item = new vscode.TreeItem(
          vscode.l10n.t('Recent events'),
          vscode.TreeItemCollapsibleState.Collapsed,
        );
        item.iconPath = new vscode.ThemeIcon('history');
        item.contextValue = 'events';
        return item;
      },
      children: () =>
        lab.eventsOf(name).map((event, at) => ({
          id: `${id}/${event.time}/${at}`,
          draw: () => drawEvent(lab, event),
        })),
    })),
  ];
}

function faultName(lab: Lab, id: string): string {
  const kind = lab.faults.get(id)?.kind;
  return kind === undefined ? id : vscode.l10n.t(kind);
}

function drawEvent(lab: Lab, { time, what }: NodeEvent): vscode.TreeItem {
  const words = stateWords(vscode.l10n.t);
  const text =
    'fault' in what
      ? `${faultName(lab, what.fault)} ${words[what.state]}`
      : words['health' in what ? what.health : what.state];
  const item = new vscode.TreeItem(text);
  item.description = formatTime(time);
  item.iconPath = new vscode.ThemeIcon('fault' in what ? 'zap' : 'circle-small');
  item.contextValue = 'event';
  return item;
}
