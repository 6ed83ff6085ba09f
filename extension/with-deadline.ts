/**
 * Does something that is given up after some time, or when its caller gives it up. Unlike `AbortSignal.timeout` it
 * leaves no timer behind when the work is over earlier.
 */
export async function withDeadline<T>(
  deadlineMs: number,
  outer: AbortSignal | null | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), deadlineMs);
  try {
    return await work(outer ? AbortSignal.any([outer, late.signal]) : late.signal);
  } finally {
    clearTimeout(timer);
  }
}
