import type { TrafficPlan } from './shape.ts';

/** Requests per second in equal bins of a whole number of seconds, at most `most` of them. */
export function plannedRates(
  { durationSeconds, requestsUntil }: Pick<TrafficPlan, 'durationSeconds' | 'requestsUntil'>,
  most: number,
): { binSeconds: number; plannedRps: number[] } {
  let binSeconds = 1;
  while (durationSeconds / binSeconds > most) binSeconds *= 2;
  const bins = Math.ceil(durationSeconds / binSeconds);
  const plannedRps = Array.from({ length: bins }, (_, bin) => {
    const from = bin * binSeconds;
    const to = Math.min(from + binSeconds, durationSeconds);
    return round((requestsUntil(to) - requestsUntil(from)) / (to - from));
  });
  return { binSeconds, plannedRps };
}

/** Thousandths are enough for a rate, and keep long lists short. */
export function round(rps: number): number {
  return Math.round(rps * 1000) / 1000;
}
