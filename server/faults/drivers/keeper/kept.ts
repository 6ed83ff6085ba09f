import type { Claim, Finding } from '../../claim.ts';
import type { FaultDriver } from '../driver.ts';
import type { Keepers } from './keepers.ts';

/**
 * A driver whose faults end though the platform does not come back: each claim gets a keeper, started beside the
 * fault so that it costs no time, and removed when the fault is undone. A fault goes on without a keeper that
 * cannot be had, and its evidence says so.
 */
export function kept(driver: FaultDriver, keepers: Keepers): FaultDriver {
  async function note(claim: Claim): Promise<string> {
    try {
      const until = await keepers.provide(claim);
      return until === undefined ? '' : `; ended by its keeper from ${until} on if the platform is gone`;
    } catch (error) {
      return `; without a keeper: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  return {
    ...driver,

    async apply(claim, others) {
      const [finding, keeper] = await Promise.all([driver.apply(claim, others), note(claim)]);
      return withNote(finding, keeper);
    },

    async verify(claim, others) {
      const finding = await driver.verify(claim, others);
      // A claim that has to be made true again gets its keeper then.
      if (finding?.holds !== false) await note(claim);
      return finding;
    },

    async release(claim, others) {
      const finding = await driver.release(claim, others);
      if (finding.holds) await keepers.dismiss(claim);
      return finding;
    },
  };
}

function withNote(finding: Finding, keeper: string): Finding {
  return { ...finding, observed: finding.observed + keeper };
}
