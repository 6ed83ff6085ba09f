import type { DriverName, Evidence, Fault, OwnLimits } from '../../contract/faults/fault.ts';
import type { FaultKind } from '../../contract/faults/catalog.ts';

/** What one fault wants of one node. The claims on a node are merged, so that overlapping faults can be ended in
 * any order. */
export interface Claim {
  faultId: string;
  node: string;
  kind: FaultKind;
  params: Record<string, unknown>;
  /** Which packets, for faults of the network. */
  scope: Fault['scope'];
  driver: DriverName;
  createdAt: string;
  /** What the node's container had before any fault; given back at the end. */
  restore?: OwnLimits;
  /** Seconds that are left of the fault. */
  durationSeconds: number;
}

/** The claims of a fault at an instant, one for each of its nodes. */
export function claimsOf(fault: Fault, now: Date): Claim[] {
  const { id: faultId, kind, params, scope, driver, createdAt } = fault;
  const leftSeconds = (Date.parse(fault.endsAt) - now.getTime()) / 1000;
  const durationSeconds = fault.activeAt === null ? fault.durationSeconds : Math.max(0.1, leftSeconds);
  return fault.targets.map((node) => ({
    faultId,
    node,
    kind,
    params,
    scope,
    driver,
    createdAt,
    durationSeconds,
    ...(fault.restore?.[node] && { restore: fault.restore[node] }),
  }));
}

/** Evidence before it is dated and filed with a phase. */
export type Finding = Pick<Evidence, 'node' | 'expected' | 'observed' | 'holds'>;
