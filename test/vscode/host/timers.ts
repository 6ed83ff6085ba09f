/** A timer of the extension, by where it was set. */
interface Timer {
  kind: string;
  ms: number | undefined;
  from: string;
}

/** The timers that the code of one file sets, told apart from those of the editor and of other extensions. */
export interface WatchedTimers {
  /** How many were set since `forget`. */
  readonly count: number;
  /** Those that wait, or will go off again, and those that went off since `forget`, in words. */
  active(): string[];
  forget(): void;
}

type Loose = Record<string, (...args: unknown[]) => unknown>;

/** Watches the timers that are set from now on by a file, which is known by how its path ends. */
export function watchTimers(file: string): WatchedTimers {
  const waiting = new Map<unknown, Timer>();
  let gone: Timer[] = [];
  let count = 0;
  const globals = globalThis as unknown as Loose;

  const note = (kind: string, ms: unknown): Timer | undefined => {
    // Whoever called us, and nobody behind: the editor sets timers of its own when an extension calls it.
    const [, ...lines] = new Error().stack?.split('\n') ?? [];
    const from = lines.find((line) => !line.includes(__filename));
    if (from?.includes(file) !== true) return undefined;
    count += 1;
    return { kind, ms: typeof ms === 'number' ? ms : undefined, from: from.trim() };
  };
  for (const kind of ['setTimeout', 'setInterval', 'setImmediate']) {
    const set = globals[kind] as (...args: unknown[]) => unknown;
    globals[kind] = Object.assign((act: (...args: unknown[]) => unknown, ...rest: unknown[]) => {
      const timer = note(kind, rest[0]);
      if (timer === undefined) return set(act, ...rest);
      const handle = set(
        (...args: unknown[]) => {
          gone.push(timer);
          if (kind !== 'setInterval') waiting.delete(handle);
          return act(...args);
        },
        ...rest,
      );
      waiting.set(handle, timer);
      return handle;
    }, set);
  }
  for (const kind of ['clearTimeout', 'clearInterval', 'clearImmediate']) {
    const clear = globals[kind] as (handle: unknown) => unknown;
    globals[kind] = (handle) => {
      waiting.delete(handle);
      return clear(handle);
    };
  }
  // It cannot be taken back, so that it counts as waiting until its time is over.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => {
    const signal = timeout(ms);
    const timer = note('AbortSignal.timeout', ms);
    if (timer === undefined) return signal;
    waiting.set(signal, timer);
    signal.addEventListener('abort', () => {
      waiting.delete(signal);
      gone.push(timer);
    });
    return signal;
  };

  return {
    get count() {
      return count;
    },
    active: () => [...waiting.values(), ...gone].map(({ kind, ms, from }) => `${kind}(${ms ?? ''}) ${from}`),
    forget() {
      gone = [];
      count = 0;
    },
  };
}
