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
  const { hostname, username, password } = new URL(targetUrl);
  const inLab = ({ addresses }: Node): boolean => addresses.some(({ network }) => network === labNetwork);
  const target = nodes.find(({ name }) => name === hostname);
  // A node that a fault has stopped has no address now, and is a fair target all the same.
  const isFair = target !== undefined && (target.addresses.length === 0 || inLab(target));
  if (isFair && username === '' && password === '') return;
  const names = nodes.filter(inLab).map(({ name }) => name);
  throw new ProblemError(
    'target-not-in-lab',
    `"${hostname}" is not a node there, or comes with a password. Nodes: ${names.join(', ') || 'none'}.`,
  );
}
