import { z } from 'zod';
import { Delivery } from './delivery.ts';
import { Fault } from './faults/fault.ts';
import { Time } from './names.ts';
import { Node } from './nodes.ts';
import { TrafficRun } from './traffic/run.ts';

/**
 * What `GET /api/events` sends. Every event carries the whole new state of its resource, never a difference,
 * so that a client that missed some is right again with the next one.
 *
 * `reset` comes first when the events after the client's Last-Event-ID are no longer held: read the lists again.
 */
export const PlatformEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('node'), time: Time, node: Node }),
    z.object({ type: z.literal('fault'), time: Time, fault: Fault }),
    z.object({ type: z.literal('traffic'), time: Time, run: TrafficRun }),
    z.object({ type: z.literal('delivery'), time: Time, delivery: Delivery }),
    z.object({
      type: z.literal('engine'),
      time: Time,
      reachable: z.boolean(),
      detail: z.string().nullable(),
    }),
    z.object({ type: z.literal('reset'), time: Time }),
  ])
  .meta({ id: 'PlatformEvent' });
export type PlatformEvent = z.infer<typeof PlatformEvent>;
