import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;

/**
 * Asks again until there is an answer: telemetry arrives a little later than what it tells of.
 * @throws Error saying what did not come, with the last failure as its cause.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    if (Date.now() >= deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`, { cause });
    await sleep(pollMs);
  }
}
