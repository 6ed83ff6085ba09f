import type { Clock } from './poller.ts';

/** A clock for tests, which stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets a second pass, and what began in it come to its end. */
  second(): Promise<void>;
  /** Timers that run. */
  timers(): number;
}

export function fakeClock(start = 1_000_000): FakeClock {
  const actions = new Map<number, () => void>();
  let now = start;
  let number = 0;
  return {
    now: () => now,
    setInterval(action) {
      actions.set(++number, action);
      return number;
    },
    clearInterval: (timer) => void actions.delete(timer as number),
    timers: () => actions.size,
    async second() {
      now += 1_000;
      actions.forEach((action) => action());
      await settle();
    },
  };
}

/** Waits until all promises that are ready were handled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
