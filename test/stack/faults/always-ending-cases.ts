import type { FaultRequestInput } from '../../../contract/faults/fault.ts';
import type { TestNode } from '../support/test-node.ts';

/** A fault on a node of its own, so that all of them can be on, and end, at the same time. */
export interface EndingCase {
  node: TestNode;
  /** The fault, and how another one of the kind differs where two overlap. */
  fault: FaultPart;
  overlap: FaultPart;
}

type FaultPart = FaultRequestInput extends infer R ? (R extends unknown ? Omit<R, 'targets'> : never) : never;

const cores = ['--cpus', '1', '--memory', '96m'];

/** Every kind of the catalog, and each way in which a node can have its limit of processor time. */
export const endingCases: readonly EndingCase[] = [
  ending(
    'ending-latency',
    cores,
    { kind: 'latency', direction: 'both' },
    { kind: 'loss', params: { percent: 5 } },
  ),
  ending(
    'ending-partition',
    cores,
    { kind: 'partition', params: { everybody: true } },
    { kind: 'bandwidth', params: { rateKbps: 500 } },
  ),
  ending('ending-pause', cores, { kind: 'pause' }, { kind: 'pause' }),
  ending('ending-stop', cores, { kind: 'stop', params: { graceSeconds: 1 } }, { kind: 'pause' }),
  ending('ending-kill', cores, { kind: 'kill' }, { kind: 'stop', params: { graceSeconds: 1 } }),
  ending('ending-halt', cores, { kind: 'kill', params: { signal: 'SIGSTOP' } }, { kind: 'pause' }),
  ending(
    'ending-cpus',
    cores,
    { kind: 'cpu', params: { cores: 0.2 } },
    { kind: 'cpu', params: { cores: 0.5 } },
  ),
  ending(
    'ending-quota',
    ['--cpu-period', '50000', '--cpu-quota', '40000', '--memory', '96m'],
    { kind: 'cpu', params: { cores: 0.5 } },
    { kind: 'cpu', params: { cores: 0.2 } },
  ),
  ending('ending-unlimited', ['--memory', '96m'], { kind: 'cpu', params: { cores: 0.2 } }, { kind: 'pause' }),
  ending('ending-stress', cores, { kind: 'cpu-stress', params: { workers: 1 } }, { kind: 'cpu' }),
  ending('ending-memory', cores, { kind: 'memory', params: { megabytes: 30 } }, { kind: 'memory' }),
];

function ending(name: string, limits: readonly string[], fault: FaultPart, overlap: FaultPart): EndingCase {
  return { node: { name, limits }, fault, overlap };
}
