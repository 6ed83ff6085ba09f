import { percentOf, usesNetem, type PacketFault } from './network-command.ts';

/** Kinds of the network that Pumba has a command for. */
export const pumbaNetworkKinds = [
  'latency',
  'loss',
  'duplicate',
  'corrupt',
  'bandwidth',
  'partition',
] as const;

const remedy = 'Use "driver": "auto" or "shaper".';

/** Why Pumba cannot express a network fault, with what to do instead; `undefined` when it can. */
export function networkRefusal(fault: PacketFault): string | undefined {
  const reason = scopeRefusal(fault) ?? (usesNetem(fault) ? netemRefusal(fault) : iptablesRefusal(fault));
  return reason && `${reason} ${remedy}`;
}

function scopeRefusal({ params, scope }: PacketFault): string | undefined {
  if (scope.direction === 'both') return 'Pumba acts on one direction only; here it would take two of it.';
  // Its filters for ports and for addresses widen each other instead of narrowing.
  if (scope.ports !== undefined) return 'Pumba cannot narrow a fault to ports of one protocol.';
  if (scope.seed !== undefined) return 'The decisions of the kernel cannot be repeated from a seed.';
  return params['mode'] === 'reject' ? 'Pumba drops silently; it cannot refuse connections.' : undefined;
}

function netemRefusal({ kind, params, scope }: PacketFault): string | undefined {
  if (scope.protocol !== 'any') return 'Pumba cannot narrow a fault on leaving packets to a protocol.';
  const named = (name: string): number => (params[name] as number | undefined) ?? 0;
  if (kind === 'latency' && !(Number.isInteger(named('delayMs')) && Number.isInteger(named('jitterMs')))) {
    return 'Pumba knows whole milliseconds only.';
  }
  if (kind === 'bandwidth') return bandwidthRefusal(params);
  const shares = Object.entries(params).filter(([name]) => /percent$/i.test(name));
  const fine = shares.find(([, value]) => !isWhole(((value as number | undefined) ?? 0) * 100));
  return fine && `Pumba knows hundredths of a percent only, and ${fine[0]} is ${String(fine[1])}.`;
}

function bandwidthRefusal(params: Record<string, unknown>): string | undefined {
  if (!Number.isInteger(params['rateKbps'])) return 'Pumba knows whole kilobits only.';
  const extra = ['burstKb', 'queueKb'].find((name) => params[name] !== undefined);
  return extra && `Pumba cannot set ${extra}.`;
}

function iptablesRefusal({ kind, params }: PacketFault): string | undefined {
  if (kind !== 'loss' && kind !== 'partition')
    return `Pumba can only drop what reaches a node, not do "${kind}".`;
  if (params['pPercent'] !== undefined) return 'Pumba cannot drop in bursts what reaches a node.';
  if ((params['correlationPercent'] ?? 0) !== 0) return 'Pumba knows no correlation for what reaches a node.';
  const percent = percentOf({ kind, params });
  return isWhole(percent) ? undefined : `Pumba knows whole percents for what reaches a node, not ${percent}.`;
}

/** Whether a number is whole, but for what binary fractions do to decimals. */
function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6;
}
