import type { Outcome } from '../../../contract/message.ts';
import type { Arrival } from './ledger.ts';

/** One fact that a witness tells. */
export type Fact =
  | { told: 'outcome'; sequence: number; outcome: Outcome; attemptMs: number }
  | { told: 'arrival'; arrival: Arrival };

/**
 * What a ledger should count, worked out in the plainest way from all facts at once: lists and sets, no windows,
 * no bits. The ledger is tested against it.
 */
export function countNaively(facts: readonly Fact[]) {
  const outcomes = new Map<number, Outcome>();
  const spans = new Map<string, Arrival>();
  for (const fact of facts) {
    if (fact.told === 'outcome') {
      if (!outcomes.has(fact.sequence)) outcomes.set(fact.sequence, fact.outcome);
    } else {
      const { node, sequence, spanId } = fact.arrival;
      const key = `${node} ${sequence} ${spanId}`;
      if (!spans.has(key)) spans.set(key, fact.arrival);
    }
  }
  const arrivals = [...spans.values()];
  const applied = arrivals.filter(({ effect }) => effect === 'applied');
  const withEffect = new Set(applied.map(({ sequence }) => sequence));
  const told = (outcome: Outcome): number[] =>
    [...outcomes].flatMap(([sequence, each]) => (each === outcome ? [sequence] : []));
  const recovered = [...told('failed'), ...told('indeterminate')].filter((sequence) =>
    withEffect.has(sequence),
  );
  const lost = told('acknowledged').filter((sequence) => !withEffect.has(sequence));
  const services = [...new Set(arrivals.map(({ service }) => service))].sort();
  return {
    acknowledged: told('acknowledged').length,
    failed: told('failed').length,
    indeterminate: told('indeterminate').length,
    recovered: recovered.length,
    lost: lost.sort((a, b) => a - b),
    withoutOutcome: distinct(arrivals.filter(({ sequence }) => !outcomes.has(sequence))),
    perService: services.map((service) => {
      const here = arrivals.filter((arrival) => arrival.service === service);
      const effects = applied.filter((arrival) => arrival.service === service);
      return {
        service,
        delivered: distinct(here),
        redelivered: here.length - distinct(here),
        effects: effects.length,
        duplicateEffects: effects.length - distinct(effects),
        deduplicated: here.filter(({ effect }) => effect === 'deduplicated').length,
      };
    }),
    reordered: new Map(
      [...new Set(arrivals.map(({ node }) => node))].map((node) => [
        node,
        reordered(arrivals.filter((arrival) => arrival.node === node)),
      ]),
    ),
  };
}

function distinct(arrivals: Arrival[]): number {
  return new Set(arrivals.map(({ sequence }) => sequence)).size;
}

/** RFC 4737 as it is written: go through the first arrivals in the order of time, and keep NextExp. */
function reordered(arrivals: Arrival[]): number {
  const first = new Map<number, number>();
  for (const { sequence, startMs } of arrivals) {
    first.set(sequence, Math.min(startMs, first.get(sequence) ?? Infinity));
  }
  let nextExpected = 0;
  let count = 0;
  for (const [sequence] of [...first].sort(([a, atA], [b, atB]) => atA - atB || a - b)) {
    if (sequence < nextExpected) count += 1;
    else nextExpected = sequence + 1;
  }
  return count;
}
