import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { invalidFields } from './problems.ts';

const maxTextCharacters = 4096;
const maxIdempotencyKeySize = 256;

const textBound = `a string of at most ${maxTextCharacters} characters`;
const sequenceBound = `an integer from 0 to ${Number.MAX_SAFE_INTEGER}`;

/** What a caller wants to have recorded. Both fields are optional, and further ones are ignored. */
export const messageSchema = z.object({
  // Counted in characters, not in UTF-16 units, as ServiceB counts too.
  text: z
    .string(textBound)
    .refine((text) => [...text].length <= maxTextCharacters, textBound)
    .optional(),
  sequence: z.int(sequenceBound).min(0, sequenceBound).optional(),
});

/** A message that has been checked. */
export type Message = z.infer<typeof messageSchema>;

/** Takes the caller's idempotency key as it is. A message without one is a message of its own. */
export function idempotencyKey(headers: IncomingHttpHeaders): string {
  const key = String(headers['idempotency-key'] ?? '');
  if (key.length > maxIdempotencyKeySize) {
    const bound = `a header of at most ${maxIdempotencyKeySize} bytes`;
    throw invalidFields([{ field: 'idempotency-key', bound, value: `${key.slice(0, 64)}…` }]);
  }
  return key === '' ? randomUUID() : key;
}
