import { batch, useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** What is scrolled into sight is drawn a little before; what is out of sight is not drawn at all. */
const nearlyInSight = '150px';

/** Where an element is, as far as drawing it goes. */
export interface Place {
  /** Whole pixels; 0 until it is known. */
  width: Signal<number>;
  isInSight: Signal<boolean>;
  /** Pixels from the edge of what can be seen: the nearest are drawn first. */
  distance: Signal<number>;
}

/** Follows the size and the sight of an element. */
export function usePlace(element: RefObject<HTMLElement>): Place {
  const width = useSignal(0);
  const isInSight = useSignal(false);
  const distance = useSignal(Infinity);
  // Before the first frame, so that this one already tells where the element is.
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return undefined;
    const size = new ResizeObserver(([entry]) => (width.value = Math.floor(entry?.contentRect.width ?? 0)));
    const sight = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (last === undefined) return;
        const { top, bottom } = last.boundingClientRect;
        batch(() => {
          distance.value = Math.max(0, top - innerHeight, -bottom);
          isInSight.value = last.isIntersecting;
        });
      },
      { rootMargin: nearlyInSight },
    );
    size.observe(observed);
    sight.observe(observed);
    return () => {
      size.disconnect();
      sight.disconnect();
    };
  }, []);
  return { width, isInSight, distance };
}
