import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../contract/problems.ts';

/** A promise that never settles: what a caller gets from a connection that was cut. */
const never = new Promise<never>(() => undefined);

/** How calls of the fake engine go: written down, late, held up, failing, or lost with their connection. */
export interface Gate {
  /** Every call in order, such as `pause service-b`. */
  calls: string[];
  /** Makes a call fail, so many times, with the engine's words. As in {@link Gate.hold} its first word is enough. */
  fail(call: string, times?: number, words?: string): void;
  /**
   * Lets a call wait, before it is done or before its answer comes. A call is meant by its first word alone, too,
   * such as `start-job`. Returns what lets it go on.
   */
  hold(call: string, before?: 'act' | 'answer'): () => void;
  /** Why nothing can be reached; `undefined` while everything can. */
  unreachable: string | undefined;
}

/** One user's way through the gate. After `cut` nothing comes back any more, as for a process that was killed. */
export interface Passage {
  <T>(call: string, act: () => T | Promise<T>): Promise<T>;
  isCut: boolean;
}

export function createGate(): Gate & { open(): Passage } {
  const failures = new Map<string, { left: number; words: string }>();
  const holds = { act: new Map<string, Promise<void>>(), answer: new Map<string, Promise<void>>() };
  const heldUp = (before: keyof typeof holds, call: string) =>
    holds[before].get(call) ?? holds[before].get(call.split(' ')[0] ?? '');

  async function meetFate(gate: Gate, call: string): Promise<void> {
    gate.calls.push(call);
    await sleep(1);
    await heldUp('act', call);
    if (gate.unreachable !== undefined) throw new ProblemError('engine-unreachable', gate.unreachable);
    const failure = failures.get(call) ?? failures.get(call.split(' ')[0] ?? '');
    if (failure === undefined || failure.left <= 0) return;
    failure.left -= 1;
    throw new ProblemError('engine-failed', failure.words);
  }

  const gate: Gate & { open(): Passage } = {
    calls: [],
    unreachable: undefined,

    fail(call, times = Infinity, words = `The engine would not ${call}.`) {
      failures.set(call, { left: times, words });
    },

    hold(call, before = 'act') {
      let release = (): void => undefined;
      holds[before].set(call, new Promise((resolve) => (release = resolve)));
      return () => {
        holds[before].delete(call);
        release();
      };
    },

    open() {
      const passage = Object.assign(
        async <T>(call: string, act: () => T | Promise<T>): Promise<T> => {
          try {
            if (!passage.isCut) await meetFate(gate, call);
            const result = passage.isCut ? await never : await act();
            await heldUp('answer', call);
            return result;
          } finally {
            if (passage.isCut) await never;
          }
        },
        { isCut: false },
      );
      return passage;
    },
  };
  return gate;
}
