import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, generously, until `look` gives something other than `undefined` or `false`, and returns that. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    if (performance.now() > deadline) throw new Error(`Waited 20 s in vain until ${what}.`);
    await sleep(10);
  }
}
