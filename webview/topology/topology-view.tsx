import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { call } from '../state/api.ts';
import { currentFaults, nodes as knownNodes } from '../state/platform.ts';
import { EmptyList } from '../ui/empty-list.tsx';
import { Empty } from '../ui/section.tsx';
import { usePolled } from '../ui/use-polled.ts';
import { EdgeTable } from './edge-table.tsx';
import { createLayout, edgeKey } from './layout.ts';
import { MapEdge } from './map-edge.tsx';
import { MapNode } from './map-node.tsx';
import { remember, type ShownTopology } from './remember.ts';

const everyMs = 1_500;
/** Smaller than so much of its size the map cannot be read: it is moved instead. */
const leastScale = 0.75;

/** Nodes and the calls between them, with what is broken on purpose marked as such. */
export function TopologyView() {
  const polled = usePolled(everyMs, (signal) => call('topologyGet', { query: {} }, signal));
  const shown = useSignal<ShownTopology | undefined>(undefined);
  const layout = useMemo(createLayout, []);
  useSignalEffect(() => {
    const { answer } = polled.value;
    if (answer !== undefined) shown.value = remember(shown.peek(), answer);
  });
  const { problem } = polled.value;
  const topology = shown.value ?? (problem === undefined ? undefined : withoutCalls());
  return (
    <>
      <div class="view-head">
        <div>
          <h1>Topology</h1>
          <p class="lead">
            Who calls whom, over the last ten seconds. Click a node or an edge (or press Enter on it) to break
            it, or to see its logs, traces and charts.
          </p>
        </div>
      </div>
      {problem !== undefined && <p class="problem">The map is not up to date: {problem}</p>}
      {topology === undefined ? (
        <Empty>Reading who calls whom …</Empty>
      ) : (
        <Map topology={topology} layout={layout} isStale={problem !== undefined} />
      )}
    </>
  );
}

/** The nodes alone, which are known from elsewhere: they can be broken while nobody can say who calls whom. */
function withoutCalls(): ShownTopology {
  const there = knownNodes.value.filter(({ state }) => state !== 'missing');
  return { nodes: there.map(({ name }) => ({ name, kind: 'node' })), edges: [] };
}

interface MapProps {
  topology: ShownTopology;
  layout: ReturnType<typeof createLayout>;
  isStale: boolean;
}

function Map({ topology, layout, isStale }: MapProps) {
  const { nodes, edges } = topology;
  const placed = layout({ nodes: nodes.map(({ name }) => name), edges });
  const { width, height } = placed;
  if (nodes.length === 0)
    return <EmptyList>There is no node: npm start brings those of the demonstration.</EmptyList>;
  return (
    <>
      <div class={`map ${isStale ? 'stale' : ''}`}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          style={{ width: `${width * 1.15}px`, maxWidth: `max(100%, ${width * leastScale}px)` }}
          role="group"
          aria-label="Map of nodes and calls"
        >
          <defs>
            {['arrow', 'arrow-fault'].map((id) => (
              <marker
                key={id}
                id={id}
                class={id}
                viewBox="0 0 10 10"
                refX="9"
                refY="5"
                markerWidth="9"
                markerHeight="9"
                markerUnits="userSpaceOnUse"
                orient="auto-start-reverse"
              >
                <path d="M0 1 10 5 0 9z" />
              </marker>
            ))}
          </defs>
          {edges.map((edge) => (
            <MapEdge key={edgeKey(edge)} edge={edge} placed={placed} faults={currentFaults.value} />
          ))}
          {nodes.map((node) => (
            <MapNode key={node.name} node={node} at={placed.nodes.get(node.name)} />
          ))}
        </svg>
      </div>
      {(edges.length > 0 || !isStale) && <EdgeTable edges={edges} />}
    </>
  );
}
