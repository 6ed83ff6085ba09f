/** Ticks in a millisecond. With 32 bits a ledger reaches over 119 hours, more than the longest run. */
const perMs = 10;
const most = 2 ** 32 - 1;

/** Tells times as whole ticks since a little before the run began; never 0, which stands for "not known". */
export interface Ticks {
  of(timeMs: number): number;
}

/** @param originMs Unix milliseconds. */
export function ticksSince(originMs: number): Ticks {
  return { of: (timeMs) => Math.min(most, Math.max(1, Math.round((timeMs - originMs) * perMs))) };
}

/** Milliseconds from one tick to another; 0 where clocks that differ would make it less. */
export function millisBetween(fromTick: number, toTick: number): number {
  return Math.max(0, (toTick - fromTick) / perMs);
}
