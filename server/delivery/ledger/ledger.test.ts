import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLedger, type Arrival, type Ledger } from './ledger.ts';
import { findLosses } from './losses.ts';
import { countNaively, type Fact } from './naive-model.ts';
import { messagesPerPage } from './page.ts';
import { mostPages } from './pages.ts';

const createdMs = Date.UTC(2026, 0, 1);

function tell(ledger: Ledger, fact: Fact): void {
  if (fact.told === 'outcome') ledger.outcome(fact.sequence, fact.outcome, fact.attemptMs);
  else ledger.arrive(fact.arrival);
}

/** Two instances of one sink, and a node before them that says nothing of effects. */
const nodes = [
  { node: 'service-a', service: 'service-a' },
  { node: 'sink-1', service: 'sink' },
  { node: 'sink-2', service: 'sink' },
];

const sequence = fc.nat({ max: 3 * messagesPerPage });
/** Few numbers, so that repetitions and losses of the same message are frequent. */
const nearSequence = fc.oneof(fc.nat({ max: 30 }), sequence);

const arrival: fc.Arbitrary<Fact> = fc
  .record({
    place: fc.nat({ max: nodes.length - 1 }),
    sequence: nearSequence,
    spanId: fc.nat({ max: 5 }),
    startMs: fc.nat({ max: 5_000 }),
    effect: fc.constantFrom('applied' as const, 'deduplicated' as const, undefined),
  })
  .map(({ place, startMs, effect, ...rest }) => {
    const start = createdMs + startMs;
    const said = place === 0 ? undefined : effect;
    const at = { ...(nodes[place] as (typeof nodes)[0]), startMs: start, endMs: start + 5, effect: said };
    return { told: 'arrival', arrival: { ...rest, ...at } };
  });

const outcome: fc.Arbitrary<Fact> = fc
  .record({
    sequence: nearSequence,
    outcome: fc.constantFrom('acknowledged' as const, 'failed' as const, 'indeterminate' as const),
    attemptMs: fc.nat({ max: 5_000 }),
  })
  .map(({ attemptMs, ...rest }) => ({ told: 'outcome', attemptMs: createdMs + attemptMs, ...rest }));

/** A fact about one span says the same whenever it is told: the model and the ledger keep the first one. */
function consistent(facts: Fact[]): Fact[] {
  const first = new Map<string, Fact>();
  return facts.map((fact) => {
    const key =
      fact.told === 'outcome'
        ? `outcome ${fact.sequence}`
        : `${fact.arrival.node} ${fact.arrival.sequence} ${fact.arrival.spanId}`;
    const known = first.get(key) ?? fact;
    first.set(key, known);
    return known;
  });
}

function countsOf(ledger: Ledger) {
  const { acknowledged, failed, indeterminate, recovered, withoutOutcome } = ledger.messages;
  const perNode = ledger.nodes();
  const services = [...new Set(perNode.map(({ service }) => service))].sort();
  const sum = (service: string, field: 'delivered' | 'redelivered' | 'effects'): number =>
    perNode.reduce((total, node) => total + (node.service === service ? node[field] : 0), 0);
  const all = findLosses(ledger.pages(), Infinity, 0);
  return {
    acknowledged,
    failed,
    indeterminate,
    recovered,
    withoutOutcome,
    lost: all.certain,
    perService: services.map((service) => ({
      service,
      delivered: sum(service, 'delivered'),
      redelivered: sum(service, 'redelivered'),
      effects: sum(service, 'effects'),
      duplicateEffects: sum(service, 'duplicateEffects' as 'effects'),
      deduplicated: sum(service, 'deduplicated' as 'effects'),
    })),
    reordered: new Map(perNode.map(({ node, reordered }) => [node, reordered])),
  };
}

test('counts what the naive model counts, whatever the order in which it is told', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: arrival }, { weight: 2, arbitrary: outcome }), {
        maxLength: 200,
      }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (drawn, random) => {
        const facts = consistent(drawn);
        const expected = countNaively(facts);
        const shuffled = facts
          .map((fact) => ({ fact, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ fact }) => fact);
        // The same word twice, as after a lost connection, changes nothing.
        for (const told of [facts, shuffled, [...shuffled, ...facts]]) {
          const ledger = createLedger('r-test', createdMs);
          for (const fact of told) tell(ledger, fact);
          const counted = countsOf(ledger);
          assert.deepEqual(sortedNodes(counted), sortedNodes({ ...expected, lost: expected.lost.length }));
          const acknowledgedWithEffect = expected.acknowledged - expected.lost.length;
          assert.equal(ledger.messages.acknowledgedWithEffect, acknowledgedWithEffect);
        }
      },
    ),
    { numRuns: 150 },
  );
});

function sortedNodes<T extends { reordered: Map<string, number> }>(counts: T) {
  return { ...counts, reordered: [...counts.reordered].sort() };
}

test('is right again at every moment, not only at the end', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(arrival, outcome), { maxLength: 40 }), (drawn) => {
      const facts = consistent(drawn);
      const ledger = createLedger('r-test', createdMs);
      facts.forEach((fact, index) => {
        tell(ledger, fact);
        const expected = countNaively(facts.slice(0, index + 1));
        assert.deepEqual(
          sortedNodes(countsOf(ledger)),
          sortedNodes({ ...expected, lost: expected.lost.length }),
        );
      });
    }),
    { numRuns: 60 },
  );
});

function arrivalOf(more: Partial<Arrival>): Arrival {
  const at = { startMs: createdMs + 10, endMs: createdMs + 20 };
  return { node: 'sink-1', service: 'sink', sequence: 0, spanId: 1, ...at, effect: 'applied', ...more };
}

test('names the messages that are missing, and tells hidden ones from lost ones', () => {
  const ledger = createLedger('r-test', createdMs);
  for (let number = 0; number < 10; number++)
    ledger.outcome(number, 'acknowledged', createdMs + number * 1000);
  for (const number of [0, 1, 2, 5, 9]) ledger.arrive(arrivalOf({ sequence: number }));
  const blindUntil = ledger.ticks.of(createdMs + 4_000);
  const losses = findLosses(ledger.pages(), ledger.ticks.of(createdMs + 7_000), blindUntil);
  assert.deepEqual(losses, { aged: 3, hidden: 2, certain: 3, examples: [6, 7, 8, 3, 4] });
});

test('measures the latency from the attempt to the end of the span, whichever is told first', () => {
  for (const isOutcomeFirst of [true, false]) {
    const ledger = createLedger('r-test', createdMs);
    const told = [
      () => ledger.outcome(7, 'acknowledged', createdMs + 100),
      () => ledger.arrive(arrivalOf({ sequence: 7, startMs: createdMs + 120, endMs: createdMs + 350 })),
    ];
    (isOutcomeFirst ? told : told.reverse()).forEach((tell) => tell());
    const { count, max, p50, p95, p99 } = ledger.latencies.summary();
    assert.deepEqual([count, max], [1, 250]);
    for (const told of [p50, p95, p99]) assert.ok(Math.abs((told ?? 0) / 250 - 1) < 0.025, `${told}`);
  }
});

test('an arrival far ahead of everything that was sent is unexpected', () => {
  const ledger = createLedger('r-test', createdMs);
  ledger.outcome(10, 'acknowledged', createdMs);
  ledger.arrive(arrivalOf({ sequence: 5_000_000 }));
  ledger.impossible('r-test-x', 'f'.repeat(32));
  assert.equal(ledger.messages.impossible, 2);
  assert.deepEqual(
    ledger.examples.of('unexpected').map(({ message }) => message),
    ['r-test-5000000', 'r-test-x'],
  );
});

test('remembers a bounded number of messages, and says what it could not match any more', () => {
  const ledger = createLedger('r-test', createdMs);
  const window = mostPages * messagesPerPage;
  for (let number = 0; number < window + messagesPerPage; number++) {
    ledger.outcome(number, 'acknowledged', createdMs + number / 10);
    const isReordered = number % 100 === 0;
    if (number === 3 || number === 4) continue;
    const startMs = createdMs + number / 10 + (isReordered ? 5 : 0);
    ledger.arrive(arrivalOf({ sequence: number, spanId: number, startMs, endMs: startMs + 1 }));
  }
  assert.equal(ledger.pages().length, mostPages);
  assert.equal(ledger.messages.forgottenOutstanding, 2);
  ledger.arrive(arrivalOf({ sequence: 3, spanId: 3 }));
  assert.equal(ledger.messages.beyondMemory, 1);
  const [sink] = ledger.nodes();
  assert.equal(sink?.delivered, window + messagesPerPage - 2);
  assert.equal(sink?.reordered, Math.ceil((window + messagesPerPage) / 100));
});
