import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/**
 * Like `useSignalEffect`, but within the frame in which a signal has changed. The other one waits for the next frame,
 * and an effect of an effect for the one after: a chart would lag, and the page would be laid out three times a second
 * instead of once.
 */
export function useDirectEffect(run: () => void | (() => void)): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => effect(() => latest.current()), []);
}
