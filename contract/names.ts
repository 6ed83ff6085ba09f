import { z } from 'zod';

/** Name of a node: the value of its label `dsp.node`, which is also its host name on the lab network. */
export const NodeName = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/,
    'must be a host name: lower-case letters, digits, "-", "." and "_"',
  )
  .meta({ id: 'NodeName', example: 'service-b' });

/** Opaque identifier of a fault or a run, made by the platform. */
export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{3,40}$/, 'must be an id as the API returned it')
  .meta({ id: 'Id', example: 'f-9k2m4x7q' });

/** An instant, RFC 3339 in UTC with milliseconds. */
export const Time = z.string().meta({ id: 'Time', format: 'date-time', example: '2026-11-24T09:30:00.000Z' });

/** Longest that a fault or a run may last, seconds: one day. */
export const longestSeconds = 86_400;

/**
 * A number in a query, where everything is text. Unlike `z.coerce.number()` it takes only what is written as a
 * number: not an empty text for 0, nor `0x10` for 16.
 */
export function queryNumber<S extends z.ZodType>(number: S) {
  return z.preprocess(
    (text) => (typeof text === 'string' && decimal.test(text) ? Number(text) : text),
    number,
  );
}

const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
