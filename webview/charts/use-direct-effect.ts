import { effect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Like `useSignalEffect`, but at once when the component is there, and within the frame in which a signal has changed.
 * The other one waits for the next frame, and an effect of an effect for the one after: a chart would lag, would be
 * drawn frames later when a page is opened, and the page would be laid out three times a second instead of once.
 */
export function useDirectEffect(run: () => void | (() => void)): void {
  const latest = useRef(run);
  latest.current = run;
  useLayoutEffect(() => effect(() => latest.current()), []);
}
