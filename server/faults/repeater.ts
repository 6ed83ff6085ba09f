import type { Fault } from '../../contract/faults/fault.ts';
import type { FaultStore } from './fault-store.ts';
import { repetitionOf, turnAt } from './repetition.ts';

const earlyMs = 5;

/** Wakes the supervisor whenever a repeated fault has to be done again, or to let go of its nodes. */
export interface Repeater {
  /** Waits for the next change of a fault that is active; does nothing for one that is done once. */
  arm(id: string): void;
  disarm(id: string): void;
  close(): void;
}

/** @param turn Brings the nodes of the fault to where it stands now. Errors are its own affair. */
export function createRepeater(parts: {
  store: FaultStore;
  now: () => Date;
  turn: (id: string) => Promise<void>;
}): Repeater {
  const { store, now, turn } = parts;
  const timers = new Map<string, NodeJS.Timeout>();

  function disarm(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  function arm(id: string): void {
    const next = nextChange(store.get(id), now());
    disarm(id);
    if (next === undefined) return;
    // A timer may fire a moment early, and would find that nothing is to be done yet.
    const waitMs = Math.max(0, next - now().getTime()) + earlyMs;
    timers.set(
      id,
      setTimeout(() => void turn(id).finally(() => arm(id)), waitMs),
    );
  }

  return { arm, disarm, close: () => timers.forEach((timer) => clearTimeout(timer)) };
}

/** When a fault changes next, milliseconds since 1970; `undefined` when it does not before its end. */
function nextChange(fault: Fault, now: Date): number | undefined {
  const repetition = repetitionOf(fault);
  if (repetition === undefined || fault.state !== 'active' || fault.activeAt === null) return undefined;
  const begin = Date.parse(fault.activeAt);
  const next = begin + turnAt(repetition, now.getTime() - begin).nextMs;
  return next < Date.parse(fault.endsAt) ? next : undefined;
}
