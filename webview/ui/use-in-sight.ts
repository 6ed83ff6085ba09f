import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** With less of it in sight nobody sees that something was opened, pixels. */
const leastPx = 120;

/** Brings what a person has just opened into sight, where it is not; again for each other thing that is opened. */
export function useInSight<E extends HTMLElement>(opened: unknown): RefObject<E> {
  const element = useRef<E>(null);
  useEffect(() => {
    const { top = 0 } = element.current?.getBoundingClientRect() ?? {};
    if (top < 0) element.current?.scrollIntoView({ block: 'start' });
    else if (top > innerHeight - leastPx) element.current?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
  return element;
}
