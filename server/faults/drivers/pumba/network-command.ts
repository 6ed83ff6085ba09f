import type { FaultKind } from '../../../../contract/faults/catalog.ts';
import type { NetworkScope } from '../../../../contract/faults/network-scope.ts';
import { ProblemError } from '../../../../contract/problems.ts';
import type { Claim } from '../../claim.ts';

/** What Pumba has to be told of a node's network, besides the fault. */
export interface NetworkPlace {
  /** Name of the interface inside the node. */
  interface: string;
  /** Addresses of the peers; none means everybody. */
  peers: string[];
  /** Image with tc and iptables, which Pumba runs in the node's network. */
  toolsImage: string;
}

/** What a request or a claim says of packets. */
export interface PacketFault {
  kind: FaultKind;
  params: Record<string, unknown>;
  scope: NetworkScope;
}

/** Pumba shapes what leaves a node by netem, and can only drop what reaches it, by iptables. */
export function usesNetem({ scope }: Pick<PacketFault, 'scope'>): boolean {
  return scope.direction === 'egress';
}

/**
 * The command of Pumba (1.1 or newer) for a network fault that it can express; see `network-refusal.ts`.
 *
 * Jitter and correlation are always given: Pumba's own defaults are 10 ms and 20 %, and a jitter of 0 without a
 * correlation makes tc take the default correlation for a jitter.
 */
export function networkCommand(claim: Claim, place: NetworkPlace): string[] {
  const scope = claim.scope ?? { direction: 'egress', protocol: 'any' };
  const common = [
    '--duration',
    `${Math.round(claim.durationSeconds * 1000)}ms`,
    '--interface',
    place.interface,
  ];
  if (usesNetem({ scope })) {
    const targets = place.peers.flatMap((address) => ['--target', address]);
    const image = ['--tc-image', place.toolsImage, '--pull-image=false'];
    return ['netem', ...common, ...image, ...targets, ...netemCommand(claim)];
  }
  const image = ['--iptables-image', place.toolsImage, '--pull-image=false'];
  const sources = place.peers.flatMap((address) => ['--source', address]);
  const protocol = ['--protocol', scope.protocol];
  const probability = String(percentOf(claim) / 100);
  const loss = ['loss', '--mode', 'random', '--probability', probability];
  return ['iptables', ...common, ...image, ...protocol, ...sources, ...loss];
}

function netemCommand(claim: Claim): string[] {
  const { kind, params } = claim;
  const text = (name: string, otherwise: number): string => String(params[name] ?? otherwise);
  switch (kind) {
    case 'latency': {
      const shape = params['distribution'] as string;
      const delay = ['--time', text('delayMs', 0), '--jitter', text('jitterMs', 0)];
      const correlation = ['--correlation', text('correlationPercent', 0)];
      // Without a table netem's jitter is uniform.
      const distribution = shape === 'uniform' || params['jitterMs'] === 0 ? [] : ['--distribution', shape];
      return ['delay', ...delay, ...correlation, ...distribution];
    }
    case 'loss':
      if (params['pPercent'] !== undefined) return burstLoss(params);
      return ['loss', '--percent', text('percent', 0), '--correlation', text('correlationPercent', 0)];
    case 'partition':
      return ['loss', '--percent', '100', '--correlation', '0'];
    case 'duplicate':
    case 'corrupt':
      return [kind, '--percent', text('percent', 0), '--correlation', '0'];
    case 'bandwidth':
      return ['rate', '--rate', `${String(params['rateKbps'])}kbit`];
    default:
      throw new ProblemError('driver-unavailable', `Pumba has no command for "${kind}".`);
  }
}

/** Gilbert-Elliott: chances to go bad and to go good, and the loss in each state. */
function burstLoss(params: Record<string, unknown>): string[] {
  const good = Number(params['pPercent']);
  const model = {
    pg: good,
    pb: params['rPercent'] ?? 100 - good,
    'one-h': params['oneMinusHPercent'] ?? 100,
    'one-k': params['oneMinusKPercent'] ?? 0,
  };
  return ['loss-gemodel', ...Object.entries(model).flatMap(([name, value]) => [`--${name}`, String(value)])];
}

/** Share of the packets that a claim drops. */
export function percentOf({ kind, params }: Pick<PacketFault, 'kind' | 'params'>): number {
  return kind === 'partition' ? 100 : Number(params['percent']);
}
