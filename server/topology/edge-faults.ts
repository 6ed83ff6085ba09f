import type { TopologyEdge } from '../../contract/topology.ts';
import type { Fault } from '../../contract/faults/fault.ts';

type Edge = Pick<TopologyEdge, 'from' | 'to' | 'kind' | 'transport'>;

/**
 * Ids of the network faults that are known to be on an edge. A call is a packet there and one back, so a fault on
 * either end touches it, in whatever direction. A message goes one way: only what leaves its sender or reaches its
 * receiver touches it.
 */
export function faultsOnEdge(faults: readonly Fault[], edge: Edge): string[] {
  const touches = (fault: Fault): boolean =>
    isFaultOn(fault, edge, edge.from, edge.to, 'egress') ||
    isFaultOn(fault, edge, edge.to, edge.from, 'ingress');
  return faults.filter(touches).map(({ id }) => id);
}

function isFaultOn(
  { scope, state, targets }: Fault,
  { kind, transport }: Edge,
  target: string,
  other: string,
  way: 'egress' | 'ingress',
): boolean {
  if (scope === null || (state !== 'active' && state !== 'ending') || !targets.includes(target)) return false;
  if (scope.peers !== undefined && !scope.peers.nodes.includes(other)) return false;
  if (!carries(scope.protocol, kind === 'call' ? 'tcp' : transport)) return false;
  return kind === 'call' || scope.direction === 'both' || scope.direction === way;
}

/** Whether a fault for a protocol is for what is carried by another; what is not known may be anything. */
function carries(protocol: string, transport: string | null): boolean {
  return protocol === 'any' || transport === null || protocol === transport;
}
