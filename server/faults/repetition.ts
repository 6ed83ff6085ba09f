import type { Fault } from '../../contract/faults/fault.ts';
import { mulberry32, seedOf } from './random.ts';

/** How a fault is done again and again. Times are milliseconds since it became active, when it is done first. */
export interface Repetition {
  everyMs: number;
  jitterMs: number;
  /** How long each one holds its node; 0 for what is over as soon as it is done. */
  holdMs: number;
  seed: number;
}

/** Where a repeated fault stands at an instant. */
export interface Turn {
  /** 0 for the first one. */
  index: number;
  /** Whether the fault holds its nodes now. */
  isOn: boolean;
  /** When that changes, or the next one is done. */
  nextMs: number;
}

/** The repetition of a fault; `undefined` when it is done once. */
export function repetitionOf({
  id,
  kind,
  params,
}: Pick<Fault, 'id' | 'kind' | 'params'>): Repetition | undefined {
  const { everySeconds, jitterSeconds = 0, holdSeconds, seed } = params as Record<string, number | undefined>;
  if (everySeconds === undefined) return undefined;
  const hold = kind === 'restart' ? 0 : (holdSeconds ?? (everySeconds - jitterSeconds) / 2);
  return {
    everyMs: everySeconds * 1000,
    jitterMs: jitterSeconds * 1000,
    holdMs: hold * 1000,
    seed: seed ?? seedOf(id),
  };
}

/** When one of them begins. A pure function of the seed, so that a restart of the platform changes nothing. */
export function startOf({ everyMs, jitterMs, seed }: Repetition, index: number): number {
  if (index === 0) return 0;
  const draw = mulberry32(seed ^ Math.imul(index, 0x9e3779b9))();
  return index * everyMs + draw * jitterMs;
}

/** Where a repetition stands, `ms` milliseconds after its beginning. */
export function turnAt(repetition: Repetition, ms: number): Turn {
  const last = Math.max(0, Math.floor(ms / repetition.everyMs));
  // The one of this period may come later, by its jitter.
  const index = last > 0 && startOf(repetition, last) > ms ? last - 1 : last;
  const offMs = startOf(repetition, index) + repetition.holdMs;
  if (ms < offMs) return { index, isOn: true, nextMs: offMs };
  return { index, isOn: false, nextMs: startOf(repetition, index + 1) };
}
