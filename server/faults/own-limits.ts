import type { OwnLimits } from '../../contract/faults/fault.ts';
import type { Claim } from './claim.ts';
import type { FaultStore } from './fault-store.ts';

/**
 * Notes, in the journal, what a node had of its own before a fault changes it.
 *
 * What another fault that is not over has noted of the same container goes before what the engine shows now: that
 * may be the doing of the other fault, also of one whose end has not succeeded yet. A container that is new has
 * limits of its own.
 */
export function createOwnLimits(store: FaultStore) {
  return async ({ faultId, node }: Claim, shown: OwnLimits): Promise<OwnLimits> => {
    const noted = store.live().map(({ restore }) => restore?.[node]);
    const own = noted.find((each) => each?.instance === shown.instance) ?? shown;
    const fault = store.get(faultId);
    await store.save({ ...fault, restore: { ...fault.restore, [node]: own } });
    return own;
  };
}
