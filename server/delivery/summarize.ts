import type { BlindSpot, Delivery, NodeDelivery } from '../../contract/delivery.ts';
import type { Spot } from './blind-spots.ts';
import type { Drain } from './drain.ts';
import type { Ledger } from './ledger/ledger.ts';
import { countPartial, findLosses } from './ledger/losses.ts';
import { judge } from './verdict.ts';

/** Age at which an outstanding message is suspected to be lost, milliseconds. */
const suspectMs = 5_000;

/** What a summary needs to know beside the ledger. */
export interface Circumstances {
  run: { id: string; createdAt: string; targetUrl: string };
  drain: Drain;
  nowMs: number;
  /** Services that are known to say `dsp.effect` for messages to this target, from earlier runs. */
  knownSinks: ReadonlySet<string>;
  spots: readonly Spot[];
  /** What is known to be missing from the account itself, in words. */
  gaps: readonly string[];
  /** Whether the generator told every message that it sent: it came to its own end, and all of it was read. */
  isToldAll: boolean;
}

/** Draws up the account of a run as it stands. Its cost is bounded by the window of messages, not by the run. */
export function summarize(ledger: Ledger, circumstances: Circumstances): Delivery {
  const { run, drain, knownSinks, isToldAll } = circumstances;
  const { messages, examples } = ledger;
  const isFinal = drain.phase === 'final';
  const perNode = ledger.nodes();
  const { sinks, places } = sinksOf(perNode, knownSinks);
  const atSinks = perNode.filter((_, place) => places.includes(place));
  const sum = (field: NumberField): number => atSinks.reduce((total, node) => total + node[field], 0);
  const spots = circumstances.spots.filter(({ node }) => concerns(node, atSinks));
  const missing = missingOf(ledger, spots, circumstances.nowMs);
  const hasSink = sinks.length > 0;
  const untold = untoldOf(messages.withoutOutcome, isFinal, isToldAll);

  const counts = {
    attempts: messages.acknowledged + messages.failed + messages.indeterminate + untold.attempts,
    acknowledged: messages.acknowledged,
    failed: messages.failed,
    indeterminate: messages.indeterminate + untold.indeterminate,
    delivered: sum('delivered'),
    redelivered: sum('redelivered'),
    effects: sum('effects'),
    duplicateEffects: sum('duplicateEffects'),
    deduplicated: sum('deduplicated'),
    reordered: sum('reordered'),
    unexpected: messages.impossible + untold.unexpected,
    recovered: messages.recovered,
    outstanding: missing.outstanding,
    suspectedLost: hasSink ? missing.suspected : 0,
  };
  const verdict = judge({
    ...counts,
    phase: drain.phase,
    isDrained: drain.isDrained,
    hasSink,
    certainlyLost: missing.certain,
    possiblyHidden: missing.hidden,
    partial: isFinal ? countPartial(ledger.pages(), sinkPlaces(perNode)) : 0,
    blindSpots: [...new Set(spots.map(({ reason }) => reason))],
    gaps: [...circumstances.gaps, ...gapsOf(ledger)],
  });
  const isJudged = isFinal && hasSink && drain.isDrained;
  return {
    ...run,
    phase: drain.phase,
    waitsFor: drain.waitsFor,
    ...counts,
    confirmedLost: isJudged ? missing.certain : 0,
    possiblyHidden: isJudged ? missing.hidden : 0,
    latencyMs: ledger.latencies.summary(),
    perNode,
    sinks,
    blindSpots: spots.map((spot) => asBlindSpot(spot, Date.parse(run.createdAt))),
    examples: {
      lost: hasSink ? examples.from(missing.examples) : [],
      duplicated: examples.of('duplicated'),
      redelivered: examples.of('redelivered'),
      recovered: examples.of('recovered'),
      unexpected: examples.of('unexpected'),
    },
    verdict,
  };
}

/** Acknowledged messages without an effect, by what can be said of them. */
function missingOf(ledger: Ledger, spots: readonly Spot[], nowMs: number) {
  const { messages, ticks } = ledger;
  const blindUntil = spots.length === 0 ? 0 : ticks.of(Math.max(...spots.map(({ toMs }) => toMs)));
  const losses = findLosses(ledger.pages(), ticks.of(nowMs - suspectMs), blindUntil);
  const outstanding = messages.acknowledged - messages.acknowledgedWithEffect;
  // An effect that came too late to be matched may heal any one of the messages that are no longer remembered.
  const forgotten = Math.max(0, messages.forgottenOutstanding - messages.beyondMemory);
  const certain = losses.certain + (spots.length === 0 ? forgotten : 0);
  return {
    outstanding,
    suspected: losses.aged + messages.forgottenOutstanding,
    certain,
    hidden: outstanding - certain,
    examples: losses.examples,
  };
}

/**
 * What messages are that arrived but of which the generator told nothing: under way while it runs; in the end
 * never sent if it came to its own end and told all, else sent and cut off.
 */
function untoldOf(count: number, isFinal: boolean, isToldAll: boolean) {
  if (!isFinal) return { attempts: count, indeterminate: 0, unexpected: 0 };
  return isToldAll
    ? { attempts: 0, indeterminate: 0, unexpected: count }
    : { attempts: count, indeterminate: count, unexpected: 0 };
}

type NumberField = {
  [K in keyof NodeDelivery]: NodeDelivery[K] extends number ? K : never;
}[keyof NodeDelivery];

/** The services that say what they do, and the places of their nodes; of all nodes while there is no such service. */
function sinksOf(perNode: NodeDelivery[], known: ReadonlySet<string>): { sinks: string[]; places: number[] } {
  const speaks = ({ service, effects, deduplicated }: NodeDelivery): boolean =>
    effects + deduplicated > 0 || known.has(service);
  const sinks = [...new Set([...known, ...perNode.filter(speaks).map(({ service }) => service)])];
  const places = perNode.flatMap(({ service }, place) =>
    sinks.length === 0 || sinks.includes(service) ? [place] : [],
  );
  return { sinks, places };
}

/** For each service that has shown an effect in this run, the places of its nodes. */
function sinkPlaces(perNode: NodeDelivery[]): number[][] {
  const services = new Set(perNode.filter(({ effects }) => effects > 0).map(({ service }) => service));
  return [...services].map((service) =>
    perNode.flatMap((node, place) => (node.service === service ? [place] : [])),
  );
}

/** A blind spot matters at a sink; at any node while no sink has been heard of, as it may be one. */
function concerns(node: string | null, atSinks: NodeDelivery[]): boolean {
  return node === null || atSinks.length === 0 || atSinks.some((sink) => sink.node === node);
}

function gapsOf({ messages }: Ledger): string[] {
  const { beyondMemory, uncountedNodes } = messages;
  return [
    ...(beyondMemory > 0 ? [`${beyondMemory} effects came too late to be matched with their messages`] : []),
    ...(uncountedNodes > 0 ? ['more nodes took part than are told apart'] : []),
  ];
}

/** As it is told to people: not further back than the run. */
function asBlindSpot({ node, fromMs, toMs, reason }: Spot, createdMs: number): BlindSpot {
  const from = new Date(Math.max(fromMs, createdMs)).toISOString();
  return { node, from, to: new Date(toMs).toISOString(), reason };
}
