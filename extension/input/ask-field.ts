import * as vscode from 'vscode';
import { problemOfField, type Field } from '../../contract/forms/fields.ts';
import { askChoice, askText, back } from './ask.ts';
import type { Answer, Position } from './steps.ts';

/** Asks for the value of one field of a form, with its bounds, its hint and what it is now. */
export async function askField(
  field: Field,
  title: string,
  position: Partial<Position>,
  written: Record<string, string>,
): Promise<Answer> {
  const answer =
    field.options.length > 0 || field.kind === 'boolean'
      ? await chooseValue(field, title, position, written)
      : await askText({
          ...position,
          title: `${title}: ${field.title}`,
          prompt: field.hint,
          value: written[field.name] ?? field.initial,
          problemOf: (text) => problemOfField(field, text, vscode.l10n.t),
        });
  if (answer === undefined) return 'cancelled';
  if (answer === back) return 'back';
  written[field.name] = answer;
  return 'next';
}

async function chooseValue(
  field: Field,
  title: string,
  position: Partial<Position>,
  written: Readonly<Record<string, string>>,
): Promise<string | typeof back | undefined> {
  const items = optionItems(field.kind === 'boolean' ? ['true', 'false'] : field.options, field.initial);
  const now = written[field.name] ?? field.initial;
  const answer = await askChoice({
    ...position,
    title: `${title}: ${field.title}`,
    placeholder: field.hint,
    items,
    selected: items.find(({ value }) => value === now),
  });
  return typeof answer === 'object' ? answer.value : answer;
}

interface OptionItem extends vscode.QuickPickItem {
  value: string;
}

/** Options in the editor's language, each with the word of the API beside it where that is another one. */
export function optionItems(options: readonly string[], initial?: string): OptionItem[] {
  const { t } = vscode.l10n;
  return options.map((value) => {
    const label = t(value);
    const beside = [label === value ? '' : value, value === initial ? t('default') : ''];
    return { label, description: beside.filter(Boolean).join(' · '), value };
  });
}

/** What a field is set to, in the editor's language. */
export function valueWords(field: Field, value: string | undefined): string {
  const { t } = vscode.l10n;
  if (value === undefined || value === '') return t('default');
  return field.kind === 'choice' || field.kind === 'boolean' ? t(value) : value;
}
