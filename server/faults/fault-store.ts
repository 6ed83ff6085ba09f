import type { Fault } from '../../contract/faults/fault.ts';
import { isFaultOver } from '../../contract/is-over.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { EventHub } from '../events/hub.ts';
import type { Journal } from '../journal/journal.ts';

/** All faults that are known, and their way into the journal and to everybody who listens. */
export interface FaultStore {
  /** Newest first. */
  list(): Fault[];
  /** Those that are not over. */
  live(): Fault[];
  /** Ids of the faults that are not over, on one node. */
  idsOn(node: string): string[];
  /** @throws ProblemError `fault-not-found`. */
  get(id: string): Fault;
  /** Resolves when the fault is on the disk. */
  save(fault: Fault): Promise<void>;
}

/**
 * Takes up the faults that are in the journal. @param onSaved Called with each new state, before it is on
 * the disk.
 */
export function createFaultStore(
  journal: Journal,
  hub: EventHub,
  onSaved: (fault: Fault) => void,
): FaultStore {
  const faults = new Map(journal.faults().map((fault) => [fault.id, fault]));
  const live = (): Fault[] => [...faults.values()].filter((fault) => !isFaultOver(fault));
  return {
    list: () => [...faults.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
    live,
    idsOn: (node) => live().flatMap(({ id, targets }) => (targets.includes(node) ? [id] : [])),

    get(id) {
      const fault = faults.get(id);
      if (fault === undefined) throw new ProblemError('fault-not-found', `There is no fault "${id}".`);
      return fault;
    },

    async save(fault) {
      faults.set(fault.id, fault);
      hub.publish({ type: 'fault', fault });
      onSaved(fault);
      await journal.record({ type: 'fault', value: fault });
    },
  };
}
