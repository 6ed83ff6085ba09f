import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Shown } from './spy.ts';
import { extension, spy } from './stage.ts';

/** What came of a command that somebody gave, and then left alone. */
export interface Answer {
  command: string;
  /** What it showed or asked. */
  shown: Shown[];
  /** What it threw; a command should not. */
  thrown?: unknown;
  /** Milliseconds until it was over, with the time until its question was closed. */
  ms: number;
  /** It was over, at the latest when its question was closed. */
  isOver: boolean;
}

const pauseMs = 50;
/** Longer than any deadline of the extension. */
const patienceMs = 60_000;

/** Gives a command, closes whatever it asks, and tells what it answered. */
export async function answerTo(command: string, ...args: unknown[]): Promise<Answer> {
  const [before, started] = [spy.shown.length, performance.now()];
  const answer: Answer = { command, shown: [], ms: 0, isOver: false };
  const over = (thrown?: unknown): void => {
    Object.assign(answer, { thrown, isOver: true, ms: performance.now() - started });
  };
  void Promise.resolve(vscode.commands.executeCommand(command, ...args)).then(() => over(), over);
  const asks = (): boolean => spy.shown.slice(before).some(({ kind }) => kind === 'list' || kind === 'line');
  while (!answer.isOver && !asks() && performance.now() - started < patienceMs) await sleep(pauseMs);
  while (!answer.isOver && performance.now() - started < patienceMs) await closeQuestions();
  // What a command says at its end comes a moment after it.
  await sleep(pauseMs);
  answer.shown = spy.shown.slice(before);
  await closeQuestions();
  return answer;
}

/** Closes what is asked and what is told, as a person does who wants none of it. */
async function closeQuestions(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  await vscode.commands.executeCommand('notifications.clearAll');
  await sleep(pauseMs);
}

/** Ids of the commands that the manifest declares. */
export function declaredCommands(): string[] {
  const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
  return contributes.commands.map(({ command }) => command);
}

/** Words of the machinery; inside a sentence that says more than they do, a cause may be named by its code. */
const raw = /^(connect E|E[A-Z]{4,}|fetch failed|\w*Error\b)|undefined|\[object |\bat \w+ \(/;

/** What is wrong with an answer; empty when it is a sensible one. */
export function complaints({ command, shown, thrown, isOver }: Answer, mayBeSilent: boolean): string[] {
  const wrong: string[] = [];
  if (!isOver) wrong.push('hangs');
  if (thrown !== undefined) wrong.push(`throws ${String(thrown)}`);
  if (shown.length === 0 && !mayBeSilent) wrong.push('says nothing');
  for (const { kind, text } of shown) {
    if (raw.test(text)) wrong.push(`says in a ${kind}: ${text}`);
    if (text === '' && kind !== 'progress') wrong.push(`shows a ${kind} without words`);
  }
  return wrong.map((words) => `${command} ${words}`);
}
