import * as vscode from 'vscode';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { faultWordsIn } from '../../contract/words/fault-words.ts';
import { answered, askChoice, askChoices } from '../input/ask.ts';
import { isCurrent, isRunning, newestFirst } from '../lab/lab.ts';
import { Cancelled } from '../report.ts';
import type { Services } from '../services.ts';
import type { Entry, Subject } from '../tree/entry.ts';
import { shortTarget } from '../tree/run-entry.ts';

/** What a command is called with: an entry and the selected entries from a tree, or anything from elsewhere. */
export type CommandArguments = readonly unknown[];

/** What can be broken further. */
export function isRunningNode({ state }: Node): boolean {
  return state === 'running';
}

/** Which nodes can be chosen, and how. */
export interface NodeChoice {
  isFit?: (node: Node) => boolean;
  /** Ask also when there is one only: for what breaks things as soon as it is chosen. */
  asksForOne?: boolean;
}

/** The nodes that a command is for: from the tree, or asked for. @throws Cancelled, CallError */
export async function pickNodes(
  services: Services,
  args: CommandArguments,
  title: string,
  { isFit = () => true, asksForOne = false }: NodeChoice = {},
): Promise<Node[]> {
  const given = subjects(args, 'node').map(({ node }) => node);
  if (given.length > 0) return given;
  const items = await nodeItems(services, isFit);
  return chooseSome(items, title, vscode.l10n.t('Which nodes?'), asksForOne);
}

/** One node: from the tree, or asked for. @throws Cancelled, CallError */
export async function pickNode(services: Services, args: CommandArguments, title: string): Promise<Node> {
  const [given] = subjects(args, 'node');
  if (given !== undefined) return given.node;
  const items = await nodeItems(services, () => true);
  return chooseOne(items, title, vscode.l10n.t('Which node?'));
}

/** Faults that are on: from the tree, or asked for. @throws Cancelled, CallError */
export async function pickFaults(
  { lab, connection }: Services,
  args: CommandArguments,
  title: string,
): Promise<Fault[]> {
  const given = subjects(args, 'fault').map(({ fault }) => fault);
  if (given.length > 0) return given;
  await connection.refresh();
  const { title: titleOf, place } = faultWordsIn(vscode.l10n.t);
  const items = newestFirst(lab.faults.values())
    .filter(isCurrent)
    .map((fault) => ({ label: titleOf(fault), description: place(fault), value: fault }));
  if (items.length === 0) throw nothingThere(vscode.l10n.t('Nothing is broken: no fault is active.'));
  return chooseSome(items, title, vscode.l10n.t('Which faults?'));
}

/** A run that runs: from the tree, or asked for. @throws Cancelled, CallError */
export async function pickRun(
  { lab, connection }: Services,
  args: CommandArguments,
  title: string,
  isFit: (run: TrafficRun) => boolean = isRunning,
): Promise<TrafficRun> {
  const [given] = subjects(args, 'run');
  if (given !== undefined) return given.run;
  await connection.refresh();
  const items = newestFirst(lab.runs.values())
    .filter(isFit)
    .map((run) => ({
      label: `${vscode.l10n.t(run.scenario.type)} → ${shortTarget(run.targetUrl)}`,
      description: run.name,
      value: run,
    }));
  if (items.length === 0) throw nothingThere(vscode.l10n.t('There is no traffic for this now.'));
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only.value;
  return chooseOne(items, title, vscode.l10n.t('Which traffic?'));
}

/** The subject of whatever kind that a command was called on. */
export function subjectOf(args: CommandArguments): Subject | undefined {
  return (args[0] as Entry | undefined)?.subject?.();
}

type SubjectOf<K extends Subject['kind']> = Extract<Subject, { kind: K }>;

/** The subjects of one kind: all that are selected, or the one under the pointer. */
function subjects<K extends Subject['kind']>(args: CommandArguments, kind: K): SubjectOf<K>[] {
  const [entry, selected] = args as [Entry | undefined, Entry[] | undefined];
  const entries = Array.isArray(selected) && selected.length > 0 ? selected : [entry];
  return entries
    .flatMap((each) => each?.subject?.() ?? [])
    .filter((subject): subject is SubjectOf<K> => subject.kind === kind);
}

interface Item<T> extends vscode.QuickPickItem {
  value: T;
}

async function nodeItems(
  { lab, connection }: Services,
  isFit: (node: Node) => boolean,
): Promise<Item<Node>[]> {
  await connection.refresh();
  const items = [...lab.nodes.values()]
    .filter(isFit)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((node) => ({ label: node.name, description: node.language ?? '', value: node }));
  if (items.length === 0) throw nothingThere(vscode.l10n.t('There is no node for this now.'));
  return items;
}

/** Some of them; if there is one only, it is taken, or proposed to somebody who is to be asked all the same. */
async function chooseSome<T>(
  items: readonly Item<T>[],
  title: string,
  placeholder: string,
  asksForOne = false,
): Promise<T[]> {
  const [only] = items;
  const isAlone = items.length === 1 && only !== undefined;
  if (isAlone && !asksForOne) return [only.value];
  const answer = await askChoices({ title, placeholder, items, selected: isAlone ? items : [] });
  return answered(answer).map(({ value }) => value);
}

async function chooseOne<T>(items: readonly Item<T>[], title: string, placeholder: string): Promise<T> {
  return answered(await askChoice({ title, placeholder, items })).value;
}

/** Says that there is nothing to act on, which is no error. */
function nothingThere(words: string): Cancelled {
  void vscode.window.showInformationMessage(words);
  return new Cancelled();
}
