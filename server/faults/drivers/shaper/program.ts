import type { Claim } from '../../claim.ts';
import { seedOf } from '../../random.ts';

/** Seconds by which the shaper outlives the platform's own deadline, so that usually the platform ends a fault. */
const graceSeconds = 0.5;

/** What a shaper holds: the network faults of one node, merged. See `stack/shaper/README.md`. */
export interface ShaperProgram {
  interface: { address: string };
  rules: ShaperRule[];
}

export interface ShaperRule {
  id: string;
  kind: string;
  params: Record<string, unknown>;
  direction: string;
  protocol: string;
  peers?: string[];
  ports?: number[];
  seed: number;
  /** RFC 3339: the rule ends itself then, even if nobody speaks to the shaper again. */
  deadline: string;
}

/**
 * Merges the network claims on one node into one program.
 *
 * @param address The node's own address on the lab network, by which the shaper finds the interface.
 * @param addressesOf Addresses of a peer on the lab network; none while it does not run.
 */
export function mergePrograms(
  claims: Claim[],
  address: string,
  addressesOf: (node: string) => string[],
  now: Date,
): ShaperProgram {
  const rules = claims.map((claim) => ruleOf(claim, addressesOf, now)).filter((rule) => rule !== undefined);
  return { interface: { address }, rules };
}

/** The rule of a claim; `undefined` while none of its peers has an address, since no peers would mean all. */
function ruleOf(claim: Claim, addressesOf: (node: string) => string[], now: Date): ShaperRule | undefined {
  const { faultId, kind, durationSeconds } = claim;
  const scope = claim.scope ?? { direction: 'egress', protocol: 'any' };
  const peers = scope.peers?.nodes.flatMap(addressesOf).sort();
  if (peers?.length === 0) return undefined;
  // The shaper knows "everybody" as a rule without peers.
  const { everybody: _everybody, ...params } = claim.params;
  return {
    id: faultId,
    kind,
    params,
    direction: scope.direction,
    protocol: scope.protocol,
    ...(peers && { peers }),
    ...(scope.ports && { ports: scope.ports }),
    seed: scope.seed ?? seedOf(faultId),
    deadline: new Date(now.getTime() + (durationSeconds + graceSeconds) * 1000).toISOString(),
  };
}

/** Whether two programs do the same to packets, whenever they end. */
export function sameEffect(a: ShaperProgram, b: ShaperProgram): boolean {
  const effect = ({ interface: on, rules }: ShaperProgram): string =>
    JSON.stringify([on, rules.map(({ deadline: _deadline, ...rule }) => rule)]);
  return effect(a) === effect(b);
}
