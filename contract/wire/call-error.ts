/** Why an operation failed, in words for people. */
export class CallError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;
  /** What is wrong with which field of the input. */
  readonly fields: readonly { field: string; message: string }[];

  constructor(
    code: string,
    message: string,
    more: { remedy?: string | undefined; fields?: CallError['fields'] } = {},
  ) {
    super(message);
    this.code = code;
    this.remedy = more.remedy;
    this.fields = more.fields ?? [];
  }
}

/** The error as one or two sentences. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof CallError)) return String(error instanceof Error ? error.message : error);
  if (error.remedy === undefined) return error.message;
  const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return `${sentence} ${error.remedy}`;
}

/** A problem document (RFC 9457) as an error. */
export function problemError(status: number, body: unknown): CallError {
  if (typeof body !== 'object' || body === null || !('code' in body)) {
    return new CallError('unknown', `The server answered with status ${status}.`);
  }
  const { code, title, detail, remedy, errors } = body as Record<string, unknown>;
  return new CallError(String(code), String(detail ?? title), {
    remedy: typeof remedy === 'string' ? remedy : undefined,
    fields: Array.isArray(errors) ? (errors as CallError['fields']) : [],
  });
}
