import type { z } from 'zod';
import { ProblemError, type FieldError } from '../../contract/problems.ts';

/** Errors that are named at most; a body can hold thousands. */
const mostErrors = 20;
/** Characters of a name or a value that are sent back. */
const mostCharacters = 200;

/**
 * Parses input against a schema of the contract.
 * @throws ProblemError `invalid-request` that names each field at fault, its bound and the value sent.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, input)).slice(0, mostErrors);
  const fields = [...new Set(errors.map(({ field }) => field))].join(', ');
  throw new ProblemError('invalid-request', `Not valid: ${fields}.`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue, input: unknown): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const message = 'There is no such field.';
    return issue.keys.map((key) => ({ field: cut([...path, key].join('.')), message }));
  }
  return [{ field: cut(path.join('.') || '(body)'), message: issue.message, ...valueAt(input, path) }];
}

/** The value that was sent, when it is one that can be shown; a structure could be nested without end. */
function valueAt(input: unknown, path: string[]): { value?: unknown } {
  const value = path.reduce((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], input);
  if (typeof value === 'string') return { value: cut(value) };
  return value === undefined || typeof value === 'object' ? {} : { value };
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}
