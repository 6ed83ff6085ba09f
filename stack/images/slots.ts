/** Work that waits for its turn. */
export interface SlotRequest {
  /** Lower comes first. */
  readonly order: number;
  /** Requests with the same word never run at once. */
  readonly exclusive?: string | undefined;
}

/** Runs work when a slot is free; fails without running it when the signal is aborted first. */
export type RunInSlot = <T>(request: SlotRequest, work: () => Promise<T>) => Promise<T>;

/**
 * Bounds how much runs at once. A free slot goes to the first in order that may run, so what is held back by its
 * `exclusive` word does not hold back what comes after it.
 */
export function createSlots(count: number, signal: AbortSignal): RunInSlot {
  const waiting = new Set<SlotRequest & { start: () => void; cancel: () => void }>();
  const running = new Set<SlotRequest>();

  const mayRun = ({ exclusive }: SlotRequest) =>
    exclusive === undefined || ![...running].some((other) => other.exclusive === exclusive);

  const startNext = () => {
    while (running.size < count) {
      const next = [...waiting].filter(mayRun).sort((a, b) => a.order - b.order)[0];
      if (!next) return;
      waiting.delete(next);
      running.add(next);
      next.start();
    }
  };
  signal.addEventListener('abort', () => {
    for (const request of waiting) request.cancel();
    waiting.clear();
  });

  return async (request, work) => {
    signal.throwIfAborted();
    const entry = await new Promise<SlotRequest>((resolve, reject) => {
      const waiter = {
        ...request,
        start: () => resolve(waiter),
        cancel: () => reject(signal.reason as Error),
      };
      waiting.add(waiter);
      // What is asked for in the same moment is started in its order, not in that of the asking.
      queueMicrotask(startNext);
    });
    try {
      return await work();
    } finally {
      running.delete(entry);
      // What stands on the work that has just ended gets the chance to ask before its slot goes to later work.
      setImmediate(startNext);
    }
  };
}
