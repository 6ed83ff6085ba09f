import { z } from 'zod';
import { Id, NodeName, Time } from './names.ts';

/** Something that calls or is called. `load` is k6; `outside` is whatever else calls, or is called, from without. */
export const TopologyNode = z
  .object({ name: z.string(), kind: z.enum(['node', 'load', 'outside']) })
  .meta({ id: 'TopologyNode' });
export type TopologyNode = z.infer<typeof TopologyNode>;

/**
 * Calls or messages from one to another over the last seconds, as both ends have seen them in spans. A call is
 * answered; a message goes one way, and its sender never learns whether it arrived.
 */
export const TopologyEdge = z
  .object({
    from: z.string(),
    to: z.string(),
    kind: z.enum(['call', 'message']),
    transport: z
      .string()
      .nullable()
      .meta({ description: 'What carries it, such as "udp", where the spans say it.', example: 'udp' }),
    rps: z.number().meta({ description: 'Calls, or messages that were sent, a second.' }),
    receivedRps: z.number().nullable().meta({
      description:
        'Messages a second that the receiver saw; null for calls, and where it cannot be told who sent them.',
    }),
    errorPercent: z
      .number()
      .nullable()
      .meta({ description: 'Failed calls, or messages that could not be sent.' }),
    p95Ms: z.number().nullable().meta({ description: '95th percentile as the caller saw it, milliseconds.' }),
    faults: z.array(Id).meta({ description: 'Network faults that are known to be on this very edge.' }),
  })
  .meta({ id: 'TopologyEdge' });
export type TopologyEdge = z.infer<typeof TopologyEdge>;

export const Topology = z
  .object({ time: Time, nodes: z.array(TopologyNode), edges: z.array(TopologyEdge) })
  .meta({ id: 'Topology' });
export type Topology = z.infer<typeof Topology>;

export const TopologyQuery = z.strictObject({
  node: NodeName.optional().meta({ description: 'Only this node, its callers and those it calls.' }),
});
