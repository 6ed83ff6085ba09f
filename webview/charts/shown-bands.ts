import { computed } from '@preact/signals';
import { place } from '../app/place.ts';
import { deliveries, faults, runs } from '../state/platform.ts';
import { bandsOf, concerns } from './bands.ts';
import { liveEnd, shownWindow } from './time-window.ts';

/** A band that ends so near to the present goes on, seconds. */
const openSeconds = 2;

/** The bands of the time that charts show. One computation for all of them. */
export const shownBands = computed(() =>
  bandsOf(
    {
      faults: faults.value.filter((fault) => concerns(fault, place.value.about)),
      runs: runs.value,
      deliveries: deliveries.value.values(),
      nowSeconds: Math.max(liveEnd.value, Date.now() / 1000),
    },
    shownWindow.value,
  ),
);

/** Changes when a band comes, goes or ends, and not because one goes on. */
export const bandsKey = computed(() =>
  shownBands.value
    .map(({ kind, id, to }) => `${kind} ${id} ${to > liveEnd.value - openSeconds ? 'open' : to}`)
    .join('\n'),
);
