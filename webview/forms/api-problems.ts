import { CallError, wordsOf } from '../../contract/wire/call-error.ts';

/** What the API says of the fields of a request, by their paths; of several about one field the first. */
export function fieldProblems(error: unknown): Record<string, string> {
  const found = error instanceof CallError ? error.fields : [];
  const entries = found.map(({ field, message }): [string, string] => [field, sentenceOf(message)]);
  return Object.fromEntries(entries.toReversed());
}

/** The problem of a field, or of something inside it, such as one item of a list. */
export function problemAt(problems: Readonly<Record<string, string>>, path: string): string | undefined {
  const inside = Object.keys(problems).find((each) => each === path || each.startsWith(`${path}.`));
  return inside === undefined ? undefined : problems[inside];
}

/** The problems of the fields inside an object, by their names there. */
export function problemsUnder(
  problems: Readonly<Record<string, string>>,
  prefix: string,
): Record<string, string> {
  const inside = Object.entries(problems).filter(([path]) => path.startsWith(`${prefix}.`));
  return Object.fromEntries(inside.map(([path, message]) => [path.slice(prefix.length + 1), message]));
}

/** What is to be read beside the form: which fields the error is about, or else the error itself. */
export function wordsOfRefusal(error: unknown): string {
  const fields = error instanceof CallError ? error.fields : [];
  if (fields.length === 0) return wordsOf(error);
  return fields.map(({ field, message }) => `${field} ${message}.`).join(' ');
}

function sentenceOf(message: string): string {
  const ended = message.endsWith('.') ? message : `${message}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
