import type { FaultRequest } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';

/**
 * Checks the other side of a network fault.
 * @throws ProblemError `node-not-found` for a peer that is no node, `invalid-request` for a target among its own
 *   peers: no packet of a node to itself passes its network.
 */
export function checkPeers(request: FaultRequest, targets: readonly string[], nodes: Node[]): void {
  const peers = 'peers' in request ? (request.peers?.nodes ?? []) : [];
  const unknown = peers.filter((peer) => !nodes.some(({ name }) => name === peer));
  if (unknown.length > 0) {
    const known = nodes.map(({ name }) => name).join(', ') || 'none';
    throw new ProblemError(
      'node-not-found',
      `The peer "${unknown.join('", "')}" is no node. Known nodes: ${known}.`,
    );
  }
  const own = targets.filter((target) => peers.includes(target));
  if (own.length === 0) return;
  const detail = `"${own.join('", "')}" cannot be a peer of itself: name the nodes of the other side only.`;
  throw new ProblemError('invalid-request', detail, {
    errors: [{ field: 'peers.nodes', message: 'must not hold a target of the fault' }],
  });
}
