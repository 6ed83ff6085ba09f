import type { Outcome } from '../../../contract/message.ts';
import { newMessageCounts, newNodeCounts, type MessageCounts, type NodeCounts } from './counts.ts';
import { createExamples, type Examples } from './examples.ts';
import { createLatencies, type Latencies } from './latencies.ts';
import {
  arrivedBit,
  effectBit,
  messagesPerPage,
  newArrivals,
  outcomeBits,
  outcomeCodes,
  type Arrivals,
  type Page,
} from './page.ts';
import { createPages } from './pages.ts';
import { countReordered } from './reordering.ts';
import { createRepeatedSpans, mostNodes } from './repeated-spans.ts';
import { millisBetween, ticksSince, type Ticks } from './ticks.ts';

/** What a node said it did with an arrival, by the span attribute `dsp.effect`. */
export type Effect = 'applied' | 'deduplicated';

/** One arrival of a message at a node: one server or consumer span. */
export interface Arrival {
  node: string;
  service: string;
  sequence: number;
  /** Low half of the span's id. */
  spanId: number;
  /** Unix milliseconds. */
  startMs: number;
  endMs: number;
  effect: Effect | undefined;
}

/**
 * The account of one run: joins what the generator tells of its messages with what the nodes' spans show.
 *
 * Both witnesses may come late, out of order and more than once; every count but the latencies depends only on
 * what was told, not on when. Work for each fact is constant, and memory is bounded by the window of messages
 * that are remembered.
 */
export interface Ledger {
  /** Takes the generator's word on a message; the first word holds. */
  outcome(sequence: number, outcome: Outcome, attemptMs: number): void;
  arrive(arrival: Arrival): void;
  /** Notes an arrival that names no message of this run, such as one without a number. */
  impossible(message: string, traceId: string): void;
  messages: Readonly<MessageCounts>;
  nodes(): (NodeCounts & { reordered: number })[];
  latencies: Latencies;
  examples: Examples;
  ticks: Ticks;
  /** Pages that are remembered, from the highest number down. */
  pages(): readonly Page[];
  /** Grows with every fact that was new. */
  revision(): number;
}

/** Origin of a ledger's time before the run was made: clocks of nodes may be behind. */
const slackMs = 60_000;

/** @param createdMs When the run was made, Unix milliseconds. */
export function createLedger(run: string, createdMs: number): Ledger {
  const messages = newMessageCounts();
  const nodes: NodeCounts[] = [];
  /** For each node the places of the nodes of its service, itself among them. */
  let siblings: number[][] = [];
  const settledReordered: number[] = [];
  const latencies = createLatencies();
  const examples = createExamples(run);
  const ticks = ticksSince(createdMs - slackMs);
  const repeated = createRepeatedSpans();
  const pages = createPages(forget);
  let revision = 0;

  function forget(page: Page): void {
    messages.forgottenOutstanding += page.outstanding;
    nodes.forEach((_, node) => {
      countReordered(pages.descending(), node);
      const count = page.arrivals[node]?.reordered.count ?? 0;
      settledReordered[node] = (settledReordered[node] ?? 0) + count;
    });
  }

  function placeOf(node: string, service: string): number | undefined {
    const known = nodes.findIndex((each) => each.node === node && each.service === service);
    if (known >= 0) return known;
    if (nodes.length === mostNodes) return undefined;
    nodes.push(newNodeCounts(node, service));
    siblings = nodes.map(({ service: own }) =>
      nodes.flatMap((other, place) => (other.service === own ? [place] : [])),
    );
    return nodes.length - 1;
  }

  /** Notes that a message is somewhere, whatever became of it. */
  function noteArrived(page: Page, at: number): void {
    const state = page.state[at] as number;
    if ((state & arrivedBit) !== 0) return;
    page.state[at] = state | arrivedBit;
    if ((state & outcomeBits) === 0) messages.withoutOutcome += 1;
  }

  function noteEffect(page: Page, at: number, sequence: number, endTick: number): void {
    const state = page.state[at] as number;
    if ((state & effectBit) !== 0) return;
    page.state[at] = state | effectBit;
    page.effectAt[at] = endTick;
    const outcome = state & outcomeBits;
    if (outcome === outcomeCodes.acknowledged) page.outstanding -= 1;
    if (outcome !== 0) settleEffect(page, at, outcome, sequence);
  }

  /** Both witnesses have told of a message that took effect. */
  function settleEffect(page: Page, at: number, outcome: number, sequence: number): void {
    if (outcome === outcomeCodes.acknowledged) messages.acknowledgedWithEffect += 1;
    else {
      messages.recovered += 1;
      examples.add('recovered', sequence);
    }
    latencies.record(millisBetween(page.attemptAt[at] as number, page.effectAt[at] as number));
  }

  function countArrival(page: Page, here: Arrivals, place: number, arrival: Arrival): void {
    const { sequence, effect, startMs, endMs } = arrival;
    const at = sequence % messagesPerPage;
    const counts = nodes[place] as NodeCounts;
    const service = siblings[place] as number[];
    const tick = ticks.of(startMs);
    const known = service.some((other) => (page.arrivals[other]?.startedAt[at] ?? 0) !== 0);
    if (known) {
      counts.redelivered += 1;
      examples.add('redelivered', sequence);
    } else counts.delivered += 1;
    const before = here.startedAt[at] as number;
    if (before === 0 || tick < before) {
      here.startedAt[at] = tick;
      here.earliest = Math.min(here.earliest, tick);
      here.reordered.isStale = true;
    }
    noteArrived(page, at);
    if (effect === 'deduplicated') counts.deduplicated += 1;
    if (effect !== 'applied') return;
    counts.effects += 1;
    if (service.some((other) => (page.arrivals[other]?.effects[at] ?? 0) > 0)) {
      counts.duplicateEffects += 1;
      examples.add('duplicated', sequence);
    }
    here.effects[at] = Math.min(255, (here.effects[at] as number) + 1);
    noteEffect(page, at, sequence, ticks.of(endMs));
  }

  function impossible(message: string, traceId: string): void {
    messages.impossible += 1;
    revision += 1;
    examples.addUnexpected({ message, traceId });
  }

  return {
    outcome(sequence, outcome, attemptMs) {
      const page = pages.pageOf(sequence, true);
      if (typeof page === 'string') return;
      const at = sequence % messagesPerPage;
      const state = page.state[at] as number;
      if ((state & outcomeBits) !== 0) return;
      revision += 1;
      page.state[at] = state | outcomeCodes[outcome];
      page.attemptAt[at] = ticks.of(attemptMs);
      messages[outcome] += 1;
      if ((state & arrivedBit) !== 0) messages.withoutOutcome -= 1;
      if ((state & effectBit) !== 0) settleEffect(page, at, outcomeCodes[outcome], sequence);
      else if (outcome === 'acknowledged') page.outstanding += 1;
    },

    arrive(arrival) {
      const { sequence, spanId } = arrival;
      const page = pages.pageOf(sequence, false);
      if (page === 'too-far') return (examples.add('unexpected', sequence), void (messages.impossible += 1));
      if (page === 'forgotten') {
        if (arrival.effect === 'applied') messages.beyondMemory += 1;
        return;
      }
      const place = placeOf(arrival.node, arrival.service);
      if (place === undefined) return void (messages.uncountedNodes += 1);
      const at = sequence % messagesPerPage;
      const here = (page.arrivals[place] ??= newArrivals());
      if (here.startedAt[at] === 0) here.spanId[at] = spanId;
      else if (here.spanId[at] === spanId || !repeated.isNew(sequence, place, spanId)) return;
      revision += 1;
      countArrival(page, here, place, arrival);
    },

    impossible,
    messages,
    nodes: () =>
      nodes.map((counts, place) => ({
        ...counts,
        reordered: (settledReordered[place] ?? 0) + countReordered(pages.descending(), place),
      })),
    latencies,
    examples,
    ticks,
    pages: pages.descending,
    revision: () => revision,
  };
}
