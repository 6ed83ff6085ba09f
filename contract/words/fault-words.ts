import type { Fault } from '../faults/fault.ts';
import { formatNumber } from './format.ts';

type Params = Fault['params'];

/** How the parameters of each kind that matter are told; other kinds are told by their name alone. */
const tell: Partial<Record<Fault['kind'], (params: Params) => string>> = {
  latency: ({ delayMs, jitterMs }) => `${number(delayMs)}${jitterMs ? ` ± ${number(jitterMs)}` : ''} ms`,
  loss: ({ percent, pPercent }) =>
    percent === undefined ? `bursts ${number(pPercent)} %` : `${number(percent)} %`,
  duplicate: ({ percent }) => `${number(percent)} %`,
  corrupt: ({ percent }) => `${number(percent)} %`,
  reorder: ({ percent }) => `${number(percent)} %`,
  bandwidth: ({ rateKbps }) => `${number(rateKbps)} kbit/s`,
  partition: ({ mode }) => String(mode ?? ''),
  cpu: ({ cores }) => `${number(cores)} cores`,
  'cpu-stress': ({ workers }) => `${number(workers)} workers`,
  memory: ({ megabytes }) => `${number(megabytes)} MB`,
};

function number(value: unknown): string {
  return formatNumber(typeof value === 'number' ? value : null);
}

/** A fault in a few words, such as `latency 200 ms`. */
export function faultTitle({ kind, params }: Pick<Fault, 'kind' | 'params'>): string {
  return `${kind} ${tell[kind]?.(params) ?? ''}`.trim();
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
