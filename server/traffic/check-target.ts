import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';

/**
 * Makes sure that traffic goes to a node of the lab and nowhere else.
 * @throws ProblemError `target-not-in-lab`.
 */
export function checkTarget(targetUrl: string, nodes: Node[], labNetwork: string): void {
  const { hostname, username } = new URL(targetUrl);
  const inLab = nodes.filter(({ addresses }) => addresses.some(({ network }) => network === labNetwork));
  const known = nodes.some(({ name }) => name === hostname);
  // A node that a fault has stopped has no address now, and is a fair target all the same.
  if (known && username === '') return;
  const names = inLab.map(({ name }) => name).join(', ') || 'none';
  throw new ProblemError('target-not-in-lab', `"${hostname}" is not a node. Nodes: ${names}.`);
}
