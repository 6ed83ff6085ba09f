/** k6's codes of errors without an answer, from its list "Error codes", by what they mean to people. */
const kinds: readonly [from: number, to: number, kind: string][] = [
  [1050, 1050, 'timeout'],
  [1100, 1199, 'dns'],
  [1201, 1201, 'reset'],
  [1211, 1211, 'timeout'],
  [1212, 1212, 'refused'],
  [1220, 1220, 'reset'],
  [1300, 1399, 'tls'],
];

/** Why a request counts as failed, in one word of a short list; `undefined` when it does not. */
export function failureOf(
  { status, error_code }: { status: number; error_code: number },
  expectedStatus: readonly number[] | null,
): string | undefined {
  if (status === 0) {
    return kinds.find(([from, to]) => error_code >= from && error_code <= to)?.[2] ?? 'other';
  }
  const isExpected = expectedStatus === null ? status < 400 : expectedStatus.includes(status);
  if (isExpected) return undefined;
  if (status >= 500) return 'http-5xx';
  return status >= 400 ? 'http-4xx' : 'status';
}
