import { signal } from '@preact/signals';

/** Whether anybody can see the page. Nothing is asked and no stream is open while nobody can. */
export const isVisible = signal(!document.hidden);

document.addEventListener('visibilitychange', () => (isVisible.value = !document.hidden));
