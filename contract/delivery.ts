import { z } from 'zod';
import { Id, NodeName, Time } from './names.ts';

/** Three-valued, as in Jepsen: `unknown` is an answer, and not a polite word for `true`. */
export const Answer = z.enum(['true', 'false', 'unknown']).meta({ id: 'DeliveryAnswer' });
export type Answer = z.infer<typeof Answer>;

const guarantees = { atMostOnce: Answer, atLeastOnce: Answer, exactlyOnce: Answer };

/** What can be said of a run's delivery guarantees. docs/delivery.md says when which answer is given. */
export const DeliveryVerdict = z
  .object({
    ...guarantees,
    reason: z.string().meta({ description: 'The verdict in words.' }),
    reasons: z.object({ atMostOnce: z.string(), atLeastOnce: z.string(), exactlyOnce: z.string() }),
  })
  .meta({ id: 'DeliveryVerdict' });
export type DeliveryVerdict = z.infer<typeof DeliveryVerdict>;

const count = (description: string) => z.int().min(0).meta({ description });

/** Counts of one node, from its server and consumer spans. */
export const NodeDelivery = z
  .object({
    node: NodeName.or(z.string()),
    service: z.string().meta({ description: 'Its service.name. Nodes of one service are one sink.' }),
    delivered: count('Messages that arrived at this service for the first time, here.'),
    redelivered: count('Further arrivals of messages that had arrived at this service before.'),
    effects: count('Arrivals that took effect (dsp.effect=applied).'),
    duplicateEffects: count('Effects beyond the first one of the same message at this service.'),
    deduplicated: count('Arrivals that the node knew to be repetitions (dsp.effect=deduplicated).'),
    reordered: count('Messages that arrived after one with a higher number (RFC 4737).'),
  })
  .meta({ id: 'NodeDelivery' });
export type NodeDelivery = z.infer<typeof NodeDelivery>;

/** A message that shows what was counted, and its trace. */
export const MessageExample = z
  .object({ message: z.string(), traceId: z.string() })
  .meta({ id: 'MessageExample' });
export type MessageExample = z.infer<typeof MessageExample>;

const examples = z.array(MessageExample).max(20);

/** A time in which telemetry may have been lost, so that what was not seen may have happened. */
export const BlindSpot = z
  .object({
    node: z.string().nullable().meta({ description: 'null: all nodes.' }),
    from: Time,
    to: Time,
    reason: z.string(),
  })
  .meta({ id: 'BlindSpot' });
export type BlindSpot = z.infer<typeof BlindSpot>;

/** `running`: the generator sends. `draining`: late arrivals are waited for. `final`: nothing changes any more. */
export const DeliveryPhase = z.enum(['running', 'draining', 'final']).meta({ id: 'DeliveryPhase' });
export type DeliveryPhase = z.infer<typeof DeliveryPhase>;

const latency = z.number().nullable();

/** What became of the messages of one traffic run, by two witnesses: the generator, and the spans of the nodes. */
export const Delivery = z
  .object({
    id: Id.meta({ description: 'Id of the traffic run.' }),
    createdAt: Time,
    targetUrl: z.string(),
    phase: DeliveryPhase,
    waitsFor: z.string().nullable().meta({ description: 'While draining: what is waited for, in words.' }),
    attempts: count('Messages that were sent.'),
    acknowledged: count('Answered with 2xx or 3xx.'),
    failed: count('Certainly not done, as the generator sees it: not connected, or answered with 4xx.'),
    indeterminate: count('Nobody can know: timed out, cut off, or answered with 5xx.'),
    delivered: count('Messages that arrived at a sink.'),
    redelivered: count('Further arrivals of the same message at the same sink.'),
    effects: count('Arrivals at a sink that took effect.'),
    duplicateEffects: count('Effects beyond the first one of the same message at the same sink.'),
    deduplicated: count('Arrivals at a sink that it knew to be repetitions.'),
    reordered: count('Messages that arrived at a sink after one with a higher number (RFC 4737).'),
    unexpected: count('Arrivals of messages that were never sent.'),
    recovered: count('Failed or indeterminate messages that took effect nevertheless.'),
    outstanding: count('Acknowledged messages whose effect has not been seen.'),
    suspectedLost: count('Outstanding for longer than 5 seconds. May still arrive.'),
    confirmedLost: count('In the end: acknowledged, and certainly without effect.'),
    possiblyHidden: count('In the end: acknowledged, and their effect may be hidden by a blind spot.'),
    latencyMs: z
      .object({ count: z.int(), p50: latency, p95: latency, p99: latency, max: latency })
      .meta({ description: 'From the attempt to the end of the span in which it took effect.' }),
    perNode: z.array(NodeDelivery),
    sinks: z.array(z.string()).meta({ description: 'Services that say what they did with a message.' }),
    blindSpots: z.array(BlindSpot),
    examples: z.object({
      lost: examples,
      duplicated: examples,
      redelivered: examples,
      recovered: examples,
      unexpected: examples,
    }),
    verdict: DeliveryVerdict,
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof Delivery>;
