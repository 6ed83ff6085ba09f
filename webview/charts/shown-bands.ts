import { computed } from '@preact/signals';
import { place } from '../app/place.ts';
import { deliveries, faults, runs } from '../state/platform.ts';
import { bandsIn, blindSpotsOf, concerns, knownBands, toDraw } from './bands.ts';
import { lostTelemetry } from './lost-telemetry.ts';
import { isLive, liveEnd, shownWindow } from './time-window.ts';

/** What there is to mark, whatever time is shown. Changes only when something happens. */
const known = computed(() => [
  ...knownBands({
    faults: faults.value.filter((fault) => concerns(fault, place.value.about)),
    runs: runs.value,
    blindSpots: blindSpotsOf(deliveries.value.values()),
  }),
  ...lostTelemetry.value,
]);

/** The bands of the time that charts show. One computation for all of them. */
export const shownBands = computed(() =>
  bandsIn(known.value, shownWindow.value, Math.max(liveEnd.value, Date.now() / 1000), isLive.value),
);

/** The same, sorted for who draws them. */
export const drawnBands = computed(() => toDraw(shownBands.value));

/** Changes when a band comes, goes or ends, and not because one goes on. */
export const bandsKey = computed(() =>
  shownBands.value.map(({ kind, id, to, isOpen }) => `${kind} ${id} ${isOpen ? 'open' : to}`).join('\n'),
);
