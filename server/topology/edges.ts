import type { TopologyEdge } from '../../contract/topology.ts';
import type { CallSamples, Sample } from './samples.ts';

/** An edge without what is known from elsewhere than metrics. */
export type Calls = Omit<TopologyEdge, 'faults'>;

/** Names of those that are no node. */
export const loadName = 'load';
const outsideName = 'outside';

/** How addresses become names: that of the node with this name or address, or the address itself. */
export type NameAddress = (address: string) => string;

/** Host that a run sends its requests to, or `undefined` for a run that is not known. */
export type HostOfRun = (run: string) => string | undefined;

/** All calls between nodes, from k6, and from elsewhere. */
export function callsOf(samples: CallSamples, nameOf: NameAddress, hostOfRun: HostOfRun): Calls[] {
  const between = edgesFrom(samples.calls, samples.failed, samples.p95, ({ labels }) => ({
    from: labels['node'] ?? '',
    to: nameOf(labels['server_address'] ?? ''),
  }));
  const load = edgesFrom(samples.load, samples.loadFailed, samples.loadP95, ({ labels }) => {
    const host = hostInName(labels['name'] ?? '') ?? hostOfRun(labels['run'] ?? '');
    return host === undefined ? undefined : { from: loadName, to: nameOf(host) };
  });
  const known = [...between, ...load];
  return [...known, ...callsFromOutside(samples.served, known), ...messagesOf(samples, nameOf)];
}

/**
 * Messages from one node to another. What a receiver saw has no sender in its metrics, so that it is told only where
 * one node alone sends to it.
 */
function messagesOf(samples: CallSamples, nameOf: NameAddress): Calls[] {
  const sent = edgesFrom(samples.sent, samples.sendFailed, [], ({ labels }) => ({
    from: labels['node'] ?? '',
    to: nameOf(labels['server_address'] ?? ''),
  }));
  return sent.map((edge): Calls => {
    const senders = sent.filter(({ to }) => to === edge.to).length;
    const received = samples.received.find(({ labels }) => labels['node'] === edge.to)?.value;
    return {
      ...edge,
      kind: 'message',
      transport: transportOf(samples.sent, edge, nameOf),
      receivedRps: senders > 1 || received === undefined ? null : round(received),
    };
  });
}

/** What carries the messages of an edge, if all of them say the same. */
function transportOf(sent: readonly Sample[], { from, to }: Ends, nameOf: NameAddress): string | null {
  const said = sent
    .filter(({ labels }) => labels['node'] === from && nameOf(labels['server_address'] ?? '') === to)
    .map(({ labels }) => labels['network_transport'] ?? '');
  const [first = '', ...others] = new Set(said);
  return first === '' || others.length > 0 ? null : first;
}

const call = { kind: 'call', transport: null, receivedRps: null } as const;

type Ends = Pick<Calls, 'from' | 'to'>;

/** Sums rates and failures by edge; of several 95th percentiles the highest holds. */
function edgesFrom(
  rates: Sample[],
  failures: Sample[],
  p95: Sample[],
  endsOf: (sample: Sample) => Ends | undefined,
): Calls[] {
  const edges = new Map<string, Ends & { rate: number; failed: number; seconds: number | null }>();
  const edgeOf = (sample: Sample) => {
    const ends = endsOf(sample);
    if (ends === undefined) return undefined;
    const key = `${ends.from} ${ends.to}`;
    const edge = edges.get(key) ?? { ...ends, rate: 0, failed: 0, seconds: null };
    edges.set(key, edge);
    return edge;
  };
  const each = (
    samples: Sample[],
    add: (edge: NonNullable<ReturnType<typeof edgeOf>>, value: number) => void,
  ): void => {
    for (const sample of samples) {
      const edge = edgeOf(sample);
      if (edge !== undefined && Number.isFinite(sample.value)) add(edge, sample.value);
    }
  };
  each(rates, (edge, value) => (edge.rate += value));
  each(failures, (edge, value) => (edge.failed += value));
  each(p95, (edge, value) => (edge.seconds = Math.max(edge.seconds ?? 0, value)));
  return [...edges.values()].map(({ from, to, rate, failed, seconds }) => ({
    from,
    to,
    ...call,
    rps: round(rate),
    errorPercent: rate === 0 ? null : round((100 * failed) / rate),
    p95Ms: rate === 0 || seconds === null ? null : round(seconds * 1000),
  }));
}

/**
 * What a node served beyond what its known callers sent. Callers and the called report at different moments, so a
 * small difference means nothing.
 */
function callsFromOutside(served: Sample[], known: readonly Calls[]): Calls[] {
  return served.flatMap(({ labels, value }): Calls[] => {
    const to = labels['node'] ?? '';
    const explained = known.filter((edge) => edge.to === to).reduce((sum, { rps }) => sum + rps, 0);
    const rest = value - explained;
    if (rest < 0.15 || rest < 0.25 * value) return [];
    return [{ from: outsideName, to, ...call, rps: round(rest), errorPercent: null, p95Ms: null }];
  });
}

/** The host in the name that k6 gives to requests of a run with several targets, such as `POST service-a/api`. */
function hostInName(name: string): string | undefined {
  return /^[A-Z]+ ([^/\s]+)\//.exec(name)?.[1];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
