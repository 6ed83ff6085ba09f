import type { Fault } from '../faults/fault.ts';
import { formatNumber } from './format.ts';
import { english, type Translate } from './translate.ts';

type Params = Fault['params'];

/** How the parameters of each kind that matter are told; other kinds are told by their name alone. */
const tell: Partial<Record<Fault['kind'], (params: Params, t: Translate) => string>> = {
  latency: ({ delayMs, jitterMs }, t) =>
    jitterMs ? t('{0} ± {1} ms', number(delayMs), number(jitterMs)) : t('{0} ms', number(delayMs)),
  loss: ({ percent, pPercent }, t) =>
    percent === undefined ? t('bursts {0} %', number(pPercent)) : share(percent),
  duplicate: ({ percent }) => share(percent),
  corrupt: ({ percent }) => share(percent),
  reorder: ({ percent }) => share(percent),
  bandwidth: ({ rateKbps }, t) => t('{0} kbit/s', number(rateKbps)),
  partition: ({ mode }, t) => (typeof mode === 'string' ? t(mode) : ''),
  cpu: ({ cores }, t) => t('{0} cores', number(cores)),
  'cpu-stress': ({ workers }, t) => t('{0} workers', number(workers)),
  memory: ({ megabytes }, t) => t('{0} MB', number(megabytes)),
};

function number(value: unknown): string {
  return formatNumber(typeof value === 'number' ? value : null);
}

function share(percent: unknown): string {
  return `${number(percent)} %`;
}

/** How faults are told in one language. */
export interface FaultWords {
  /** A fault in a few words, such as `latency 200 ms`. */
  title(fault: Pick<Fault, 'kind' | 'params'>): string;
  /** Where a fault is, such as `service-a → service-b`. */
  place(fault: Pick<Fault, 'targets' | 'scope'>): string;
}

export function faultWordsIn(t: Translate): FaultWords {
  return {
    title: ({ kind, params }) => `${t(kind)} ${tell[kind]?.(params, t) ?? ''}`.trim(),
    place({ targets, scope }) {
      const on = targets.join(', ');
      const peers = scope?.peers?.nodes.join(', ');
      if (scope === null) return on;
      if (peers === undefined) return scope.direction === 'both' ? on : `${on}, ${t(scope.direction)}`;
      const arrow = { egress: '→', ingress: '←', both: '↔' }[scope.direction];
      return `${on} ${arrow} ${peers}`;
    },
  };
}

const { title, place } = faultWordsIn(english);

/** A fault in a few words, such as `latency 200 ms`. */
export const faultTitle = title;
/** Where a fault is, such as `service-a → service-b`. */
export const faultPlace = place;

/** Seconds until a fault ends by itself. */
export function secondsLeft(fault: Pick<Fault, 'endsAt'>, nowMs: number): number {
  return Math.max(0, (Date.parse(fault.endsAt) - nowMs) / 1000);
}
