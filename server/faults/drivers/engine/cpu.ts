import type { Engine } from '../../../engine/port.ts';
import type { OwnLimits } from '../../../../contract/faults/fault.ts';
import type { Claim, Finding } from '../../claim.ts';
import { coresOf, isLimitedAs, limitTo } from '../../cpu-limit.ts';

/** Cores to which a claim limits its node; `undefined` for claims of other kinds. */
function coresOfClaim({ kind, params }: Claim): number | undefined {
  return kind === 'cpu' ? Number(params['cores']) : undefined;
}

/** The limits that a node has now, for the record of a fault that is about to change them. */
export async function readOwnLimits(engine: Engine, node: string): Promise<OwnLimits | undefined> {
  const limits = await engine.nodes.limits(node);
  return limits && { instance: limits.instance, ...limits.cpu };
}

/** Limits a node to the least of what the claims on it allow, and reads the limit back. */
export async function limit(engine: Engine, claim: Claim, others: Claim[]): Promise<Finding> {
  const own = ownOf(claim);
  const cores = coresOfClaim(claim) ?? 0;
  const most = coresOf(own);
  if (most !== undefined && cores >= most) {
    const observed = `the node's own limit is ${most} cores, so that this one changes nothing`;
    return { node: claim.node, expected: `at most ${cores} cores`, observed, holds: false };
  }
  await engine.nodes.limitCpu(claim.node, limitTo(own, least([...others, claim])));
  return findLimit(engine, claim, [...others, claim]);
}

/** Gives a node what the other claims leave it: its own limit, when there is none. */
export async function unlimit(engine: Engine, claim: Claim, others: Claim[]): Promise<Finding> {
  const limits = await engine.nodes.limits(claim.node);
  if (limits === undefined || claim.restore === undefined || limits.instance !== claim.restore.instance) {
    const observed = limits === undefined ? 'the node is gone' : 'nothing was changed on this container';
    return { node: claim.node, expected: "the node's own limit", observed, holds: true };
  }
  await engine.nodes.limitCpu(claim.node, limitTo(claim.restore, least(others)));
  return findLimit(engine, claim, others);
}

/** Evidence of the limit that some claims make together, as the engine shows it. */
export async function findLimit(engine: Engine, claim: Claim, claims: Claim[]): Promise<Finding> {
  const { node } = claim;
  const cores = least(claims);
  const expected = cores === undefined ? `the node's own limit` : `at most ${cores} cores`;
  const limits = await engine.nodes.limits(node);
  if (limits === undefined) return { node, expected, observed: 'the node is gone', holds: false };
  const shown = coresOf(limits.cpu);
  const { nanoCpus, cpuPeriod, cpuQuota } = limits.cpu;
  const settings = `NanoCpus ${nanoCpus}, CpuPeriod ${cpuPeriod}, CpuQuota ${cpuQuota}`;
  const isOwn = limits.instance === claim.restore?.instance;
  return {
    node,
    expected,
    observed: isOwn ? `${shown ?? 'all'} cores (${settings})` : 'another container than before',
    holds: isOwn && isLimitedAs(limits.cpu, limitTo(claim.restore ?? limits.cpu, cores)),
  };
}

function least(claims: Claim[]): number | undefined {
  const cores = claims.map(coresOfClaim).filter((each) => each !== undefined);
  return cores.length === 0 ? undefined : Math.min(...cores);
}

function ownOf({ restore, node }: Claim): OwnLimits {
  if (restore === undefined) throw new Error(`The limits of ${node} were not noted before a change.`);
  return restore;
}
