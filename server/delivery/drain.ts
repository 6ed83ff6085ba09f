import type { DeliveryPhase } from '../../contract/delivery.ts';

/** Quiet after which nothing more is expected when nothing is outstanding: a late repetition has come by then. */
const settledMs = 5_000;
/** Quiet after which what is outstanding is not expected any more. */
const quietMs = 15_000;
/** Longest wait for quiet once the run is over and no fault is active. */
const longestMs = 120_000;

/** What the end of a run depends on. Times are Unix milliseconds. */
export interface DrainState {
  nowMs: number;
  /** When the run ended; `undefined` while it goes on. */
  endedMs: number | undefined;
  /** Faults that are active, in words. */
  activeFaults: readonly string[];
  /** When the last fault ended; 0: there was none. */
  healedMs: number;
  /** Nodes that do not run, in words. */
  downNodes: readonly string[];
  /** When something was last heard of a message of the run. */
  lastNewsMs: number;
  outstanding: number;
}

export interface Drain {
  phase: DeliveryPhase;
  /** What is waited for, in words. */
  waitsFor: string | null;
  /** In the end: whether the system came to rest, so that what is missing is missing for good. */
  isDrained: boolean;
}

/**
 * Decides whether more may come. What is missing is lost only when the load has stopped, the faults are healed
 * and the system has drained (Jepsen's `total-queue` says the same: valid only if the queue was drained).
 */
export function drainOf(state: DrainState): Drain {
  const { nowMs, endedMs, healedMs, lastNewsMs, outstanding } = state;
  if (endedMs === undefined) return { phase: 'running', waitsFor: null, isDrained: false };
  const calmMs = Math.max(endedMs, healedMs);
  const waits = (waitsFor: string): Drain => ({ phase: 'draining', waitsFor, isDrained: false });
  const [fault] = state.activeFaults;
  if (fault !== undefined) return waits(`the end of ${fault}`);
  const isTooLate = nowMs - calmMs >= longestMs;
  const [down] = state.downNodes;
  if (down !== undefined) {
    return isTooLate ? { phase: 'final', waitsFor: null, isDrained: false } : waits(down);
  }
  const stillMs = nowMs - Math.max(calmMs, lastNewsMs);
  const neededMs = outstanding === 0 ? settledMs : quietMs;
  if (stillMs >= neededMs) return { phase: 'final', waitsFor: null, isDrained: true };
  if (isTooLate) return { phase: 'final', waitsFor: null, isDrained: false };
  return waits(outstanding === 0 ? 'late repetitions' : `${outstanding} outstanding messages`);
}
