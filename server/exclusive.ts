/** Runs tasks of one key one after another, and tasks of different keys side by side. */
export interface Exclusive {
  <T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Whether a task of this key is under way. */
  isBusy(key: string): boolean;
}

/** Begins with nothing under way. A task that fails holds up none of those behind it. */
export function createExclusive(): Exclusive {
  const last = new Map<string, Promise<unknown>>();

  function exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    const result = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => undefined);
    last.set(key, settled);
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return result;
  }

  return Object.assign(exclusive, { isBusy: (key: string) => last.has(key) });
}
