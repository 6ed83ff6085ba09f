import type { Topology, TopologyEdge, TopologyNode } from '../../contract/topology.ts';
import { edgeKey } from './layout.ts';

/** Stands for all callers that are not known one by one. */
const outside = 'outside';

/** An edge that was called once stays on the map, as quiet. */
export interface ShownEdge extends TopologyEdge {
  isQuiet: boolean;
}

export interface ShownTopology {
  nodes: readonly TopologyNode[];
  edges: readonly ShownEdge[];
}

/**
 * Keeps what was on the map before: load that pauses, and calls that a fault has stopped, must not make the map jump.
 * Only a node that is no more goes, with its calls.
 */
export function remember(before: ShownTopology | undefined, { nodes, edges }: Topology): ShownTopology {
  const names = new Set(nodes.map(({ name }) => name));
  const kept = (before?.nodes ?? []).filter(
    ({ name, kind }) => (kind === 'load' || name === outside) && !names.has(name),
  );
  const all = [...nodes, ...kept];
  const allNames = new Set(all.map(({ name }) => name));
  const keys = new Set(edges.map(edgeKey));
  const quiet = (before?.edges ?? []).filter(
    (edge) => !keys.has(edgeKey(edge)) && allNames.has(edge.from) && allNames.has(edge.to),
  );
  return {
    nodes: all,
    edges: [
      ...edges.map((edge) => ({ ...edge, isQuiet: edge.rps === 0 })),
      ...quiet.map((edge) => ({
        ...edge,
        rps: 0,
        receivedRps: null,
        errorPercent: null,
        p95Ms: null,
        faults: [],
        isQuiet: true,
      })),
    ],
  };
}
