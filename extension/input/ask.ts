import * as vscode from 'vscode';
import { Cancelled } from '../report.ts';
import type { Position } from './steps.ts';

/** Told by a question when the person wants to go back to the one before. */
export const back = Symbol('back');

/** The answer to a question that stands alone. @throws Cancelled When the person has left it. */
export function answered<T>(answer: T | typeof back | undefined): T {
  if (answer === undefined || answer === back) throw new Cancelled();
  return answer as T;
}

interface Question extends Partial<Position> {
  title: string;
  placeholder?: string;
}

/** Asks for one of several. `undefined`: the person left. */
export function askChoice<T extends vscode.QuickPickItem>(
  question: Question & { items: readonly T[]; selected?: T | undefined },
): Promise<T | typeof back | undefined> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = question.items;
  pick.matchOnDescription = true;
  if (question.selected !== undefined) pick.activeItems = [question.selected];
  return show(pick, question, () => pick.activeItems[0]);
}

/** Asks for some of several, at least one. */
export async function askChoices<T extends vscode.QuickPickItem>(
  question: Question & { items: readonly T[]; selected?: readonly T[] },
): Promise<readonly T[] | typeof back | undefined> {
  const pick = vscode.window.createQuickPick<T>();
  pick.canSelectMany = true;
  pick.items = question.items;
  pick.selectedItems = question.selected ?? [];
  return show(pick, question, () => (pick.selectedItems.length === 0 ? undefined : pick.selectedItems));
}

/** Asks for a text. @param problemOf What is wrong with it, in words. */
export function askText(
  question: Question & {
    value: string;
    prompt: string;
    isSecret?: boolean;
    problemOf: (text: string) => string | undefined;
  },
): Promise<string | typeof back | undefined> {
  const box = vscode.window.createInputBox();
  box.value = question.value;
  box.prompt = question.prompt;
  box.password = question.isSecret ?? false;
  const judge = (): boolean => {
    box.validationMessage = question.problemOf(box.value) ?? '';
    return box.validationMessage === '';
  };
  box.onDidChangeValue(judge);
  return show(box, question, () => (judge() ? box.value : undefined));
}

/** Shows a question until it is answered. @param answerNow `undefined` while there is no valid answer. */
function show<T>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, placeholder, step, totalSteps, canGoBack }: Question,
  answerNow: () => T | undefined,
): Promise<T | typeof back | undefined> {
  input.title = title;
  input.placeholder = placeholder;
  input.ignoreFocusOut = true;
  if (step !== undefined && totalSteps !== undefined && totalSteps > 1) {
    input.step = step;
    input.totalSteps = totalSteps;
  }
  if (canGoBack === true) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise((resolve) => {
    const done = (answer: T | typeof back | undefined): void => {
      resolve(answer);
      input.dispose();
    };
    input.onDidAccept(() => {
      const answer = answerNow();
      if (answer !== undefined) done(answer);
    });
    input.onDidTriggerButton((button) => button === vscode.QuickInputButtons.Back && done(back));
    input.onDidHide(() => done(undefined));
    input.show();
  });
}
