import type { FaultKind } from '../../../contract/faults/catalog.ts';
import type { DriverName, FaultRequest, OwnLimits } from '../../../contract/faults/fault.ts';
import type { Claim, Finding } from '../claim.ts';

/** Whether a driver can work on this machine, in words. */
export interface Availability {
  available: boolean;
  reason: string;
  remedy: string | null;
}

/**
 * A way of doing faults. The supervisor calls it for one node at a time, and never twice at once for the same
 * node. `others` are the claims of the other active faults on that node, whoever does them.
 */
export interface FaultDriver {
  name: DriverName;
  kinds: readonly FaultKind[];
  availability(): Promise<Availability>;
  /**
   * Why it cannot do this request on these nodes here, in a sentence that says what to do instead; `undefined`
   * when it can. Asked only where it is available and knows the kind.
   */
  refusal?(request: FaultRequest, targets: readonly string[]): Promise<string | undefined>;
  /** The command that a person could type to do the same, for a dry run. */
  command(claim: Claim): string;
  /**
   * What the node has of its own that the claim is going to change. It is in the journal, and in the claim as
   * `restore`, before {@link apply} is called.
   */
  own?(claim: Claim): Promise<OwnLimits | undefined>;
  /** Makes the claim true and shows it. Throws, or finds that it does not hold, when it cannot. */
  apply(claim: Claim, others: Claim[]): Promise<Finding>;
  /** Whether the claim still is true; `undefined` when it did something once and holds nothing. */
  verify(claim: Claim, others: Claim[]): Promise<Finding | undefined>;
  /** Undoes the claim, whatever state it is in, and shows it. Works without the node too. */
  release(claim: Claim, others: Claim[]): Promise<Finding>;
}
