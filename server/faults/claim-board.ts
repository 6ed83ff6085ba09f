import type { OwnLimits } from '../../contract/faults/fault.ts';
import type { Log } from '../http/log.ts';
import type { Claim, Finding } from './claim.ts';
import type { FaultDriver } from './drivers/driver.ts';
import { createExclusive } from '../exclusive.ts';

/**
 * The claims that are true of each node, and the only way to change them: one step at a time on a node, each
 * with sight of the other claims there. An error of a driver becomes a finding that does not hold.
 */
export interface ClaimBoard {
  apply(claim: Claim, driver: FaultDriver): Promise<Finding>;
  release(claim: Claim, driver: FaultDriver): Promise<Finding>;
  /** Looks at a claim and makes it true again if it is not; what was found, nothing when all was well. */
  reassert(claim: Claim, driver: FaultDriver): Promise<Finding[]>;
  /** Takes over a claim that an earlier life of the API made true. */
  adopt(claim: Claim): void;
}

/** @param noteOwn Puts what a node has of its own in the journal, and says what to give back at the end. */
export function createClaimBoard(
  noteOwn: (claim: Claim, shown: OwnLimits) => Promise<OwnLimits>,
  log: Log,
): ClaimBoard {
  const applied = new Map<string, Claim>();
  const onNode = createExclusive();

  const keyOf = ({ faultId, node }: Claim): string => `${faultId}/${node}`;
  const othersOn = (claim: Claim): Claim[] =>
    [...applied.values()].filter(({ node, faultId }) => node === claim.node && faultId !== claim.faultId);

  async function attempt<F extends Finding | undefined>(
    claim: Claim,
    what: string,
    run: () => Promise<F>,
  ): Promise<F | Finding> {
    try {
      return await run();
    } catch (error) {
      log('warn', `fault ${what} failed`, { fault: claim.faultId, node: claim.node, error });
      const observed = error instanceof Error ? error.message : String(error);
      return { node: claim.node, expected: `${claim.kind}: ${what}`, observed, holds: false };
    }
  }

  async function applyNow(claim: Claim, driver: FaultDriver): Promise<Finding> {
    return attempt(claim, 'apply', async () => {
      const own = await driver.own?.(claim);
      const noted = own === undefined ? claim : { ...claim, restore: await noteOwn(claim, own) };
      const finding = await driver.apply(noted, othersOn(claim));
      if (finding.holds) applied.set(keyOf(claim), noted);
      return finding;
    });
  }

  return {
    apply: (claim, driver) => onNode(claim.node, () => applyNow(claim, driver)),

    release: (claim, driver) =>
      onNode(claim.node, () => {
        applied.delete(keyOf(claim));
        return attempt(claim, 'release', () => driver.release(claim, othersOn(claim)));
      }),

    reassert: (claim, driver) =>
      onNode(claim.node, async () => {
        if (claim.isResting) return [];
        const finding = await attempt(claim, 'verify', () => driver.verify(claim, othersOn(claim)));
        if (finding === undefined || finding.holds) return [];
        return [finding, await applyNow(claim, driver)];
      }),

    adopt(claim) {
      if (!claim.isResting) applied.set(keyOf(claim), claim);
    },
  };
}
