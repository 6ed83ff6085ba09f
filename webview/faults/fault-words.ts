import type { Fault } from '../../contract/faults/fault.ts';
import { formatNumber } from '../ui/format.ts';

const units: readonly [RegExp, string][] = [
  [/^delayMs$/, ' ms'],
  [/^jitterMs$/, ' ms jitter'],
  [/^percent$/, ' %'],
  [/^rateKbps$/, ' kbit/s'],
  [/^cores$/, ' cores'],
  [/^workers$/, ' workers'],
  [/^megabytes$/, ' MB'],
];

/** A fault in a few words, such as `latency 200 ms`. */
export function faultTitle({ kind, params }: Pick<Fault, 'kind' | 'params'>): string {
  const told = Object.entries(params).flatMap(([name, value]) => {
    const unit = units.find(([pattern]) => pattern.test(name))?.[1];
    if (name === 'mode' && typeof value === 'string') return [value];
    return unit !== undefined && typeof value === 'number' && value !== 0 ? [formatNumber(value) + unit] : [];
  });
  return [kind, ...told].join(' ');
}

/** Where a fault is, such as `service-a → service-b`. */
export function faultPlace({ targets, scope }: Pick<Fault, 'targets' | 'scope'>): string {
  const on = targets.join(', ');
  const peers = scope?.peers?.nodes.join(', ');
  if (scope === null) return on;
  if (peers === undefined) return scope.direction === 'both' ? on : `${on}, ${scope.direction}`;
  const arrow = { egress: '→', ingress: '←', both: '↔' }[scope.direction];
  return `${on} ${arrow} ${peers}`;
}

/** Seconds until a fault ends by itself. */
export function secondsLeft(fault: Pick<Fault, 'endsAt'>, nowMs: number): number {
  return Math.max(0, (Date.parse(fault.endsAt) - nowMs) / 1000);
}
