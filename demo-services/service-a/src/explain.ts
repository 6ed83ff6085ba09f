import type { z } from 'zod';

/** Names a field that is wrong, what it may be, and what it is. */
export interface FieldError {
  field: string;
  bound: string;
  value: unknown;
}

const longestShown = 100;

/**
 * Turns what zod found in an object into field errors, one for each field.
 * It relies on every check having its bound as its message, such as "an integer from 0 to 10".
 */
export function explain(error: z.ZodError, input: object): FieldError[] {
  const byField = new Map<string, FieldError>();
  for (const { path, message: bound } of error.issues) {
    const field = String(path[0]);
    if (!byField.has(field)) byField.set(field, { field, bound, value: shown(Reflect.get(input, field)) });
  }
  return [...byField.values()];
}

/** Cuts what would be too long to repeat. */
function shown(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : value;
}
