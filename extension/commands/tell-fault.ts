import * as vscode from 'vscode';
import type { FaultCatalogEntry } from '../../contract/faults/fault.ts';
import type { FaultDraft } from '../../contract/forms/fault-draft.ts';
import { faultRequestOf } from '../../contract/forms/fault-request.ts';
import { fieldsOf, initialOfFields, problemOfField, type Field } from '../../contract/forms/fields.ts';
import type { JsonSchema } from '../../contract/forms/json-schema.ts';
import type { RouteInput } from '../../contract/routes.ts';
import { askField } from '../input/ask-field.ts';
import { askChoice, askText, back } from '../input/ask.ts';
import type { Answer, Position } from '../input/steps.ts';

/** A fault as far as it has been told. */
export interface Telling {
  kind: FaultCatalogEntry | undefined;
  /** What was written into the parameters, by kind. */
  written: Record<string, Record<string, string>>;
  draft: FaultDraft;
}

interface KindItem extends vscode.QuickPickItem {
  entry?: FaultCatalogEntry;
}

/** Asks what should break; on a link only what breaks a network. */
export async function chooseKind(
  kinds: readonly FaultCatalogEntry[],
  isLink: boolean,
  title: string,
  telling: Telling,
  position: Position,
): Promise<Answer> {
  const { t } = vscode.l10n;
  const groups = { network: t('Network'), node: t('Node'), degradation: t('Degradation') };
  const items = Object.entries(groups).flatMap<KindItem>(([category, label]) => {
    if (isLink && category !== 'network') return [];
    const entries = kinds.filter((entry) => entry.category === category);
    return [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...entries.map((entry) => ({ label: t(entry.title), detail: t(entry.description), entry })),
    ];
  });
  const answer = await askChoice<KindItem>({
    ...position,
    title,
    placeholder: t('What should break?'),
    items,
    selected: items.find(({ entry }) => entry !== undefined && entry === telling.kind),
  });
  if (answer === back) return 'back';
  if (answer?.entry === undefined) return 'cancelled';
  telling.kind = answer.entry;
  return 'next';
}

/** The parameters that are asked for one by one; the others are changed in the review. */
const askedAtMost = 2;

export function fieldsOfKind({ kind }: Telling): Field[] {
  return kind === undefined ? [] : fieldsOf(kind.params as JsonSchema, vscode.l10n.t);
}

export function mainFieldsOf(telling: Telling): Field[] {
  return fieldsOfKind(telling).slice(0, askedAtMost);
}

export function writtenOf(telling: Telling): Record<string, string> {
  const kind = telling.kind?.kind ?? '';
  const fields = fieldsOfKind(telling);
  return (telling.written[kind] = { ...initialOfFields(fields), ...telling.written[kind] });
}

/** The title of what is asked, with the kind as far as it is known. */
export function titleWith(title: string, { kind }: Telling): string {
  return kind === undefined ? title : `${title}: ${vscode.l10n.t(kind.title)}`;
}

export function askParam(
  telling: Telling,
  field: Field,
  title: string,
  position: Partial<Position>,
): Promise<Answer> {
  return askField(field, titleWith(title, telling), position, writtenOf(telling));
}

const durationField: Field = {
  name: 'durationSeconds',
  title: 'Duration (s)',
  hint: '',
  kind: 'number',
  options: [],
  isRequired: true,
  initial: '60',
  min: 0.1,
  max: 86_400,
};

export async function askDuration(
  { draft }: Telling,
  title: string,
  position: Partial<Position>,
): Promise<Answer> {
  const answer = await askText({
    ...position,
    title: `${title}: ${vscode.l10n.t('Duration (s)')}`,
    prompt: vscode.l10n.t('Seconds until it ends by itself, 0.1 to 86400. Every fault ends.'),
    value: draft.durationSeconds,
    problemOf: (text) => problemOfField(durationField, text, vscode.l10n.t),
  });
  if (answer === back) return 'back';
  if (answer === undefined) return 'cancelled';
  draft.durationSeconds = answer;
  return 'next';
}

export function bodyOf(telling: Telling): RouteInput<'faultCreate'>['body'] {
  const { kind, draft } = telling;
  const isNetwork = kind?.category === 'network';
  const told = {
    kind: kind?.kind ?? '',
    isNetwork,
    fields: fieldsOfKind(telling),
    written: writtenOf(telling),
  };
  return faultRequestOf(told, draft);
}
