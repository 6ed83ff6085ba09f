import type { z } from 'zod';
import { ProblemError, type FieldError } from '../../contract/problems.ts';

/**
 * Parses input against a schema of the contract.
 * @throws ProblemError `invalid-request` that names each field at fault, its bound and the value sent.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const fields = [...new Set(errors.map(({ field }) => field))].join(', ');
  throw new ProblemError('invalid-request', `Not valid: ${fields}.`, { errors });
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const message = 'There is no such field.';
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message }));
  }
  const field = path.join('.') || '(body)';
  const value = issue.input;
  return [{ field, message: issue.message, ...(value === undefined ? {} : { value }) }];
}
