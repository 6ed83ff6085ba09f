import { signal } from '@preact/signals';
import { isVisible } from './visibility.ts';

/** The present, in milliseconds, once a second: for what counts down. */
export const now = signal(Date.now());

setInterval(() => {
  if (isVisible.peek()) now.value = Date.now();
}, 1_000);

isVisible.subscribe((visible) => {
  if (visible) now.value = Date.now();
});
