import type { Clock } from './poller.ts';

/** A clock for tests, which stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets a second pass, and what began before it and in it come to its end. */
  second(): Promise<void>;
  /** Timers that run. */
  timers(): number;
}

interface Timer {
  at: number;
  action: () => void;
  everyMs: number | undefined;
}

export function fakeClock(start = 1_000_000): FakeClock {
  const timers = new Map<number, Timer>();
  let now = start;
  let number = 0;
  function add(action: () => void, ms: number, everyMs?: number): number {
    timers.set(++number, { at: now + ms, action, everyMs });
    return number;
  }
  function run(id: number, timer: Timer): void {
    now = timer.at;
    if (timer.everyMs === undefined) timers.delete(id);
    else timer.at += timer.everyMs;
    timer.action();
  }
  const clear = (timer: unknown): void => void timers.delete(timer as number);
  return {
    now: () => now,
    setInterval: (action, ms) => add(action, ms, ms),
    clearInterval: clear,
    setTimeout: (action, ms) => add(action, ms),
    clearTimeout: clear,
    timers: () => timers.size,
    async second() {
      await settle();
      const end = now + 1_000;
      for (;;) {
        const [next] = [...timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        run(...next);
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Waits until all promises that are ready were handled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
