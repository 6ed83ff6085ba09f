import type { DriverName, Evidence, Fault, OwnLimits } from '../../contract/faults/fault.ts';
import { repetitionOf, turnAt } from './repetition.ts';
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
  /** Seconds that are left of the fault, or of this repetition of it. */
  durationSeconds: number;
  /** Between two repetitions: the fault holds nothing now. */
  isResting?: boolean;
}

/** The claims of a fault at an instant, one for each of its nodes. */
export function claimsOf(fault: Fault, now: Date): Claim[] {
  const { id: faultId, kind, params, scope, driver, createdAt } = fault;
  return fault.targets.map((node) => ({
    faultId,
    node,
    kind,
    params,
    scope,
    driver,
    createdAt,
    ...spanOf(fault, now),
    ...(fault.restore?.[node] && { restore: fault.restore[node] }),
  }));
}

/** How long a claim is to hold from now on, and whether it is to hold at all. */
function spanOf(fault: Fault, now: Date): Pick<Claim, 'durationSeconds' | 'isResting'> {
  const repetition = repetitionOf(fault);
  if (fault.activeAt === null) {
    const first = repetition && repetition.holdMs > 0 ? repetition.holdMs / 1000 : Infinity;
    return { durationSeconds: Math.min(first, fault.durationSeconds) };
  }
  const leftSeconds = Math.max(0.1, (Date.parse(fault.endsAt) - now.getTime()) / 1000);
  if (repetition === undefined) return { durationSeconds: leftSeconds };
  const ms = now.getTime() - Date.parse(fault.activeAt);
  const { isOn, nextMs } = turnAt(repetition, ms);
  if (!isOn) return { durationSeconds: leftSeconds, isResting: true };
  return { durationSeconds: Math.max(0.1, Math.min(leftSeconds, (nextMs - ms) / 1000)) };
}

/** Evidence before it is dated and filed with a phase. */
export type Finding = Pick<Evidence, 'node' | 'expected' | 'observed' | 'holds'>;
