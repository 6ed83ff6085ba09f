import { z } from 'zod';
import { Id, NodeName, Time } from './names.ts';

/** Something that calls or is called. `load` is k6; `outside` is whatever else calls, or is called, from without. */
export const TopologyNode = z
  .object({ name: z.string(), kind: z.enum(['node', 'load', 'outside']) })
  .meta({ id: 'TopologyNode' });
export type TopologyNode = z.infer<typeof TopologyNode>;

/** Calls from one to another over the last seconds, as the callers and the called have seen them in spans. */
export const TopologyEdge = z
  .object({
    from: z.string(),
    to: z.string(),
    rps: z.number().meta({ description: 'Calls a second.' }),
    errorPercent: z.number().nullable(),
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
