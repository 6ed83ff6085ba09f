/** Runs tasks of one key one after another, and tasks of different keys side by side. */
export type Exclusive = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function createExclusive(): Exclusive {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const result = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => undefined);
    last.set(key, settled);
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return result;
  };
}
