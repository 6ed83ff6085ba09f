const longestMs = 10_000;

/**
 * How long to wait before the given retry (1, 2, ...): exponential, with full jitter, so that callers that failed
 * together do not come back together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */
export function backoffMs(baseMs: number, retry: number, random: () => number): number {
  return random() * Math.min(baseMs * 2 ** (retry - 1), longestMs);
}
