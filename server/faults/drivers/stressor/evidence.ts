import type { EngineNode } from '../../../engine/port.ts';
import type { Claim, Finding } from '../../claim.ts';
import type { StressStatus } from './protocol.ts';

const megabyte = 1024 * 1024;

/** Evidence that a claim is in force: the kernel lists the processes in the node's cgroup, or counts the memory. */
export function findStress({ node, kind, params }: Claim, status: StressStatus): Finding {
  const { workers, listed, heldBytes, atBound } = status;
  const areListed = workers.length > 0 && listed.length === workers.length;
  if (kind === 'cpu-stress') {
    const expected = `${String(params['workers'])} processes in the node's cgroup`;
    return { node, expected, observed: wordsFor(status), holds: areListed };
  }
  const wanted = Number(params['megabytes']);
  const isFull = atBound || heldBytes >= (wanted - 2) * megabyte;
  const expected = `${wanted} MB held in the node's cgroup, or as much as its limit leaves`;
  return { node, expected, observed: wordsFor(status), holds: areListed && isFull };
}

/** Evidence, by the kernel's list, that none of the processes is left. */
export function findEnded({ node }: Claim, status: StressStatus): Finding {
  const expected = "none of the fault's processes in the node's cgroup";
  return { node, expected, observed: wordsFor(status), holds: status.listed.length === 0 };
}

/** Evidence that the kernel ended the node after a time; `undefined` while it lives on. */
export function findOutOfMemory(
  claim: Claim,
  node: EngineNode,
  startedBefore: string | null,
): Finding | undefined {
  const expected = 'ended by the kernel for want of memory';
  if (node.state === 'stopped') {
    const observed = `state stopped, exit code ${node.exitCode}`;
    return { node: claim.node, expected, observed, holds: node.exitCode === 137 };
  }
  if (node.startedAt === startedBefore) return undefined;
  const observed = `ended, and started again by the engine at ${node.startedAt}`;
  return { node: claim.node, expected, observed, holds: true };
}

function wordsFor({ cgroup, listed, heldBytes, usedBytes, limitBytes, atBound }: StressStatus): string {
  const processes = listed.length === 0 ? 'no process of it' : `processes ${listed.join(', ')}`;
  const held = `${Math.round(heldBytes / megabyte)} MB held`;
  const use = `${Math.round(usedBytes / megabyte)} of ${Math.round(limitBytes / megabyte)} MB in use`;
  return `${processes} in ${cgroup}; ${held}; ${use}${atBound ? ', which is the bound' : ''}`;
}
