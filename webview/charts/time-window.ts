import { computed, signal } from '@preact/signals';

/** A part of time, Unix seconds. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** How far back charts can look, seconds. */
export const ranges = [300, 900, 1_800, 3_600, 10_800, 21_600] as const;

/** What all charts show: they have one time between them. */
export const rangeSeconds = signal<number>(ranges[0]);
/** The present of the charts; it moves on with the points. */
export const liveEnd = signal(Date.now() / 1000);
/** The moment at which a person has stopped the charts. */
export const pausedAt = signal<number | undefined>(undefined);
/** Windows that were zoomed into, the present one last. */
export const zooms = signal<readonly TimeWindow[]>([]);

/** The time under the cursor of the charts, if it is on one of them. */
export const cursorTime = signal<number | undefined>(undefined);
/** The time that a person points at elsewhere, such as on the timeline; the cursor of the charts goes there. */
export const pointedTime = signal<number | undefined>(undefined);

export const shownWindow = computed<TimeWindow>(() => {
  const zoomed = zooms.value.at(-1);
  if (zoomed !== undefined) return zoomed;
  const to = pausedAt.value ?? liveEnd.value;
  return { from: to - rangeSeconds.value, to };
});

/** Whether what is shown goes up to the present. */
export const isLive = computed(() => zooms.value.length === 0 && pausedAt.value === undefined);

export function setRange(seconds: number): void {
  zooms.value = [];
  rangeSeconds.value = seconds;
}

export function togglePause(): void {
  pausedAt.value = pausedAt.value === undefined ? liveEnd.value : undefined;
}

export function zoomTo(window: TimeWindow): void {
  if (window.to - window.from >= 1) zooms.value = [...zooms.value, window];
}

export function zoomBack(): void {
  zooms.value = zooms.value.slice(0, -1);
}
