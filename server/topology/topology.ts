import type { Fault } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import type { Topology, TopologyNode } from '../../contract/topology.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';
import { faultsOnEdge } from './edge-faults.ts';
import { callsOf, loadName, type Calls } from './edges.ts';
import { readCallSamples } from './samples.ts';

/** Milliseconds for which an answer serves everybody who asks. */
const freshMs = 1_000;

export interface TopologyParts {
  query: QueryMetrics;
  nodes: () => Node[];
  faults: () => Fault[];
  runs: () => TrafficRun[];
  now: () => Date;
}

/**
 * Nodes and the calls between them, found from what was called in the last ten seconds. Many pages that look at the
 * same time cost no more than one.
 *
 * The returned function throws `telemetry-unreachable`, or `engine-unreachable` when nodes are not known.
 */
export function createTopology(parts: TopologyParts): (node?: string) => Promise<Topology> {
  let calls: { asked: number; answer: Promise<Calls[]> } | undefined;

  function recentCalls(): Promise<Calls[]> {
    const now = parts.now().getTime();
    if (calls !== undefined && now - calls.asked < freshMs) return calls.answer;
    const answer = readCallSamples(parts.query, now / 1000).then((samples) => {
      const nodes = parts.nodes();
      const hosts = new Map(parts.runs().map(({ id, targetUrl }) => [id, hostOf(targetUrl)]));
      return callsOf(
        samples,
        (address) => nameOf(nodes, address),
        (run) => hosts.get(run),
      );
    });
    calls = { asked: now, answer };
    answer.catch(() => (calls = undefined));
    return answer;
  }

  return async (node) => {
    const nodes = parts.nodes();
    const faults = parts.faults();
    const found = await recentCalls();
    const edges = found
      .filter(({ from, to }) => node === undefined || from === node || to === node)
      .map((edge) => ({ ...edge, faults: faultsOnEdge(faults, edge) }))
      .sort((a, b) => `${a.from} ${a.to} ${a.kind}`.localeCompare(`${b.from} ${b.to} ${b.kind}`));
    const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const shown = nodes
      .map(({ name }) => name)
      .filter((name) => node === undefined || name === node || ends.has(name));
    const others = [...ends].filter((name) => !shown.includes(name)).sort();
    return {
      time: parts.now().toISOString(),
      nodes: [
        ...shown.map((name): TopologyNode => ({ name, kind: 'node' })),
        ...others.map((name): TopologyNode => ({ name, kind: name === loadName ? 'load' : 'outside' })),
      ],
      edges,
    };
  };
}

/** Name of the node that has this name or address; others keep what they were called by. */
function nameOf(nodes: readonly Node[], address: string): string {
  const isMeant = ({ name, addresses }: Node): boolean =>
    name === address || addresses.some((each) => each.address === address);
  return nodes.find(isMeant)?.name ?? address;
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}
