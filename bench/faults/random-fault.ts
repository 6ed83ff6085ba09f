import type { FaultRequestInput } from '../../contract/faults/fault.ts';

/** Picks one of several. */
export function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

type FaultPart = FaultRequestInput extends infer R ? (R extends unknown ? Omit<R, 'targets'> : never) : never;

/** A fault of any kind, lasting 2 to 12 s, on one node. The same generator gives the same fault. */
export function randomFault(random: () => number, node: string): FaultRequestInput {
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  const direction = pick(random, ['ingress', 'egress', 'both'] as const);
  const percent = between(1, 50);
  const parts: FaultPart[] = [
    { kind: 'latency', params: { delayMs: between(1, 300) }, direction },
    { kind: 'loss', params: { percent }, direction },
    { kind: 'duplicate', params: { percent }, direction },
    { kind: 'corrupt', params: { percent }, direction },
    { kind: 'reorder', params: { percent }, direction },
    { kind: 'bandwidth', params: { rateKbps: between(100, 10_000) }, direction },
    { kind: 'partition', params: { everybody: true }, direction },
    { kind: 'pause' },
    { kind: 'pause', params: { everySeconds: 2, jitterSeconds: 0.5 } },
    { kind: 'stop', params: { graceSeconds: 1 } },
    { kind: 'kill' },
    { kind: 'kill', params: { signal: 'SIGSTOP' } },
    { kind: 'restart', params: { graceSeconds: 1 } },
    { kind: 'cpu', params: { cores: between(1, 7) / 10 } },
    { kind: 'cpu-stress', params: { workers: between(1, 2) } },
    { kind: 'memory', params: { megabytes: between(5, 60) } },
    { kind: 'memory', params: { outOfMemoryKill: true } },
  ];
  return { ...pick(random, parts), targets: { nodes: [node] }, durationSeconds: between(2, 12) };
}
