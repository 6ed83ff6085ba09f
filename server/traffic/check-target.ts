import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { TrafficRequest } from '../../contract/traffic/request.ts';

/**
 * Makes sure that all traffic of a request goes to nodes of the lab and nowhere else.
 * @throws ProblemError `target-not-in-lab`.
 */
export function checkTargets(
  { targetUrl, moreTargets }: Pick<TrafficRequest, 'targetUrl' | 'moreTargets'>,
  nodes: Node[],
  labNetwork: string,
): void {
  checkTarget(targetUrl, nodes, labNetwork);
  for (const target of moreTargets) checkTarget(target.targetUrl, nodes, labNetwork);
}

function checkTarget(targetUrl: string, nodes: Node[], labNetwork: string): void {
  const { hostname, username } = new URL(targetUrl);
  const inLab = nodes.filter(({ addresses }) => addresses.some(({ network }) => network === labNetwork));
  const known = nodes.some(({ name }) => name === hostname);
  // A node that a fault has stopped has no address now, and is a fair target all the same.
  if (known && username === '') return;
  const names = inLab.map(({ name }) => name).join(', ') || 'none';
  throw new ProblemError('target-not-in-lab', `"${hostname}" is not a node. Nodes: ${names}.`);
}
