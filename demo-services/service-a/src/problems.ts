import { STATUS_CODES } from 'node:http';
import type { FieldError } from './explain.ts';

/** A refusal of a request, as RFC 9457 has it. Thrown by handlers, answered in one place. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, string>;
  readonly #members: object;

  constructor(
    status: number,
    type: string,
    detail: string,
    more: { members?: object; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.status = status;
    this.type = `urn:dsp:problem:${type}`;
    this.headers = more.headers ?? {};
    this.#members = more.members ?? {};
  }

  /** The document that is sent. */
  toJSON() {
    const { type, status, message: detail } = this;
    return { type, title: STATUS_CODES[status] ?? 'Error', status, detail, ...this.#members };
  }
}

/** A request with fields that are out of bounds. */
export function invalidFields(errors: FieldError[]): Problem {
  const detail = errors.map(
    ({ field, bound, value }) => `${field} must be ${bound}, but is ${JSON.stringify(value)}.`,
  );
  return new Problem(400, 'invalid-field', detail.join(' '), { members: { errors } });
}
