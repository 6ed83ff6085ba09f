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
          problemOf: (text) => problemOfField(field, text),
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
  const options = field.kind === 'boolean' ? ['true', 'false'] : field.options;
  const items = options.map((label) => ({
    label,
    description: label === field.initial ? vscode.l10n.t('default') : '',
  }));
  const now = written[field.name] ?? field.initial;
  const answer = await askChoice({
    ...position,
    title: `${title}: ${field.title}`,
    placeholder: field.hint,
    items,
    selected: items.find(({ label }) => label === now),
  });
  return typeof answer === 'object' ? answer.label : answer;
}
