import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { wordsOf } from '../../contract/wire/call-error.ts';
import { isVisible } from '../state/visibility.ts';

/** Something that is asked for again and again; the last answer stays when one fails. */
export interface Polled<T> {
  answer: T | undefined;
  problem: string | undefined;
}

/**
 * Asks every so often while the page can be seen, and at once when a signal that `ask` reads has changed.
 * `ask` gives `undefined` when there is nothing to ask until then.
 */
export function usePolled<T>(
  everyMs: number,
  ask: (signal: AbortSignal) => Promise<T> | undefined,
): Signal<Polled<T>> {
  const polled = useSignal<Polled<T>>({ answer: undefined, problem: undefined });
  useSignalEffect(() => {
    if (!isVisible.value) return undefined;
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askOnce = async (): Promise<void> => {
      try {
        const asked = ask(left.signal);
        if (asked === undefined) return;
        const answer = await asked;
        if (!left.signal.aborted) polled.value = { answer, problem: undefined };
      } catch (error) {
        if (left.signal.aborted) return;
        polled.value = { answer: polled.peek().answer, problem: wordsOf(error) };
      }
      if (!left.signal.aborted) timer = setTimeout(() => void askOnce(), everyMs);
    };
    void askOnce();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  });
  return polled;
}
