import { graphlib, layout as dagreLayout } from '@dagrejs/dagre';

/** Size of a node's box. */
export const boxWidth = 176;
export const boxHeight = 76;
/** Room for the numbers on an edge. */
const labelWidth = 190;
const labelHeight = 44;

export interface Point {
  x: number;
  y: number;
}

/** Who is on the map, without any number: all that the places depend on. */
export interface Shape {
  nodes: readonly string[];
  edges: readonly Ends[];
}

/** Which edge it is. Two can have calls and messages between them, which are two edges. */
export interface Ends {
  from: string;
  to: string;
  kind: 'call' | 'message';
}

export interface Placed {
  width: number;
  height: number;
  /** Centre of each box. */
  nodes: ReadonlyMap<string, Point>;
  edges: ReadonlyMap<string, { points: readonly Point[]; label: Point }>;
}

export function edgeKey({ from, to, kind }: Ends): string {
  return kind === 'call' ? `${from} → ${to}` : `${from} ⇢ ${to}`;
}

/**
 * Finds places, and finds them again only when somebody comes or goes: a map that moves with its numbers cannot be
 * read.
 */
export function createLayout(): (shape: Shape) => Placed {
  let lastKey: string | undefined;
  let last: Placed | undefined;
  return (shape) => {
    const key = keyOf(shape);
    if (last === undefined || key !== lastKey) last = place(shape);
    lastKey = key;
    return last;
  };
}

/** The same for the same set, in whatever order it comes. */
function keyOf({ nodes, edges }: Shape): string {
  return [...nodes.toSorted(), '', ...edges.map(edgeKey).toSorted()].join('\n');
}

/** Room between boxes that have nothing to do with one another, and around all of them. */
const gap = 48;
const margin = 24;
/** Boxes beside one another where there are no calls that say how wide the map is. */
const fewestColumns = 4;

/** Who calls or is called is placed by that; the others stand in rows below. */
function place({ nodes, edges }: Shape): Placed {
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const connected = placeConnected({ nodes: nodes.filter((name) => ends.has(name)), edges });
  const alone = nodes.filter((name) => !ends.has(name)).toSorted();
  if (alone.length === 0) return connected;
  const across = Math.floor((connected.width - 2 * margin + gap) / (boxWidth + gap));
  const columns = Math.min(alone.length, Math.max(fewestColumns, across));
  const rows = Math.ceil(alone.length / columns);
  const top = ends.size === 0 ? margin : connected.height - margin + gap;
  const at = (index: number): Point => ({
    x: margin + boxWidth / 2 + (index % columns) * (boxWidth + gap),
    y: top + boxHeight / 2 + Math.floor(index / columns) * (boxHeight + gap),
  });
  return {
    width: Math.max(connected.width, 2 * margin + columns * (boxWidth + gap) - gap),
    height: top + rows * (boxHeight + gap) - gap + margin,
    nodes: new Map([...connected.nodes, ...alone.map((name, index): [string, Point] => [name, at(index)])]),
    edges: connected.edges,
  };
}

function placeConnected({ nodes, edges }: Shape): Placed {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: gap, ranksep: 44, marginx: margin, marginy: margin });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of nodes.toSorted()) graph.setNode(name, { width: boxWidth, height: boxHeight });
  for (const edge of edges.toSorted((a, b) => edgeKey(a).localeCompare(edgeKey(b)))) {
    const room = { width: labelWidth, height: labelHeight, labelpos: 'c' };
    graph.setEdge(edge.from, edge.to, room, edgeKey(edge));
  }
  dagreLayout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    nodes: new Map(graph.nodes().map((name: string) => [name, pointOf(graph.node(name))])),
    edges: new Map(
      graph.edges().map(({ v, w, name = '' }: { v: string; w: string; name?: string }) => {
        const edge = graph.edge(v, w, name) as Partial<Point> & { points?: Point[] };
        return [name, { points: edge.points ?? [], label: pointOf(edge) }];
      }),
    ),
  };
}

function pointOf(placed: unknown): Point {
  const { x = 0, y = 0 } = placed as Partial<Point>;
  return { x, y };
}
