import type { Fault } from '../../contract/faults/fault.ts';

/**
 * Ids of the network faults that are known to be on the calls between two. A call is a packet there and one back, so
 * a fault on either end touches it, in whatever direction, unless it is only for other peers.
 */
export function faultsBetween(faults: readonly Fault[], a: string, b: string): string[] {
  const touches = (fault: Fault): boolean => isFaultOn(fault, a, b) || isFaultOn(fault, b, a);
  return faults.filter(touches).map(({ id }) => id);
}

function isFaultOn({ scope, state, targets }: Fault, target: string, other: string): boolean {
  if (scope === null || (state !== 'active' && state !== 'ending')) return false;
  return targets.includes(target) && (scope.peers === undefined || scope.peers.nodes.includes(other));
}
