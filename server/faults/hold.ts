import type { OwnLimits } from '../../contract/faults/fault.ts';
import type { Claim } from './claim.ts';
import { heldState } from './lifecycle.ts';

/**
 * What a claim holds of its node, in the words of the label `dsp.purpose` of a fault's job: enough to undo the claim
 * without the platform, and to see what others on the node still want. Read by `stack/stressor/internal/keeper`.
 */
export interface Hold {
  fault: string;
  node: string;
  /** `signalled`: something was done that may have ended the node, which nobody wants to stay so. */
  holds: 'paused' | 'stopped' | 'halted' | 'signalled' | 'limited';
  /** RFC 3339; from then on the claim is not wanted any more. */
  until: string;
  cores?: number;
  restore?: OwnLimits;
}

/**
 * What a claim holds; `undefined` when it holds nothing of a node's life or limits.
 * @param graceSeconds How long whoever else ends the fault may take after its deadline.
 */
export function holdOf(claim: Claim, now: Date, graceSeconds: number): Hold | undefined {
  const { faultId: fault, node, restore, params, durationSeconds } = claim;
  const holds = kindOfHold(claim);
  if (holds === undefined) return undefined;
  // The time of a fault counts from when it is active: with a node that is stopped, after the node's own grace.
  const applyingSeconds = claim.kind === 'stop' ? Number(params['graceSeconds']) : 0;
  const seconds = durationSeconds + applyingSeconds + graceSeconds;
  const until = new Date(now.getTime() + seconds * 1000).toISOString();
  if (holds !== 'limited') return { fault, node, holds, until };
  return { fault, node, holds, until, cores: Number(params['cores']), ...(restore && { restore }) };
}

function kindOfHold(claim: Claim): Hold['holds'] | undefined {
  if (claim.kind === 'cpu') return 'limited';
  if (claim.kind === 'memory') return claim.params['outOfMemoryKill'] === true ? 'signalled' : undefined;
  const state = heldState(claim);
  if (state === 'paused' || state === 'stopped') return state;
  if (claim.kind !== 'kill') return undefined;
  return claim.params['signal'] === 'SIGSTOP' ? 'halted' : 'signalled';
}
