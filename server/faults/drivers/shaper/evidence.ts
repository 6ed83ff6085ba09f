import type { Claim, Finding } from '../../claim.ts';
import type { Applied, KernelEvidence } from './protocol.ts';

/** Evidence that a claim is in force: the kernel hands its packets to the shaper, and the shaper has its rule. */
export function findInForce(claim: Claim, applied: Applied): Finding {
  const direction = claim.scope?.direction ?? 'egress';
  const ingress = direction === 'egress' || sendsIngress(applied.evidence);
  const egress = direction === 'ingress' || sendsEgress(applied.evidence);
  return {
    node: claim.node,
    expected: `${claim.kind} on ${direction} packets`,
    observed: wordsFor(applied),
    holds: applied.rules.includes(claim.faultId) && ingress && egress,
  };
}

/** Evidence that a claim is gone from a shaper that goes on for `others`, or has nothing left to do. */
export function findWithdrawn(claim: Claim, applied: Applied, others: Claim[]): Finding {
  const empty = others.length > 0 || isUntouched(applied.evidence);
  return {
    node: claim.node,
    expected: others.length > 0 ? `rules of ${others.length} other faults only` : 'no rule, no route',
    observed: wordsFor(applied),
    holds: !applied.rules.includes(claim.faultId) && empty,
  };
}

/** Whether the kernel hands packets that leave the node to the shaper. */
function sendsEgress({ device, routes }: KernelEvidence): boolean {
  return device !== null && routes.length > 0;
}

/**
 * Whether the kernel hands packets that reach the node to the shaper: by rules with a queue; or, on a kernel without
 * one, because it drops those whose way back leads to the device, which the shaper reads and lets in again.
 */
function sendsIngress(evidence: KernelEvidence): boolean {
  const dropped = evidence.pathChecks?.some(({ strict, reader }) => strict && reader) ?? false;
  return evidence.tables.some(({ rules }) => rules.length > 0) || (dropped && sendsEgress(evidence));
}

/** Whether the kernel hands no packet to the shaper. */
function isUntouched({ tables, routes, pathChecks }: KernelEvidence): boolean {
  const dropsNone = !pathChecks?.some(({ strict }) => strict);
  return routes.length === 0 && dropsNone && tables.every(({ rules }) => rules.length === 0);
}

function wordsFor({ rules, interface: name, evidence, warnings }: Applied): string {
  const { tables, device, routes, pathChecks } = evidence;
  const kernel = [
    ...tables.flatMap((table) => table.rules.map((rule) => `${table.family} ${table.name} ${rule}`)),
    ...(device === null ? [] : [`device ${device.name} ${device.state}`]),
    ...routes.map((route) => `route ${route}`),
    ...(pathChecks ?? []).map(
      (check) => `reverse path filter of ${check.interface} ${check.strict ? 'strict' : 'not strict'}`,
    ),
  ];
  const shown = kernel.length === 0 ? 'nothing in the kernel' : kernel.join('; ');
  const warned = warnings?.length ? ` Warnings: ${warnings.join('; ')}.` : '';
  return `on ${name}: rules [${rules.join(', ')}]; ${shown}.${warned}`;
}
