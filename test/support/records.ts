import type { Fault } from '../../contract/faults/fault.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** The record of a fault, as the journal holds it. */
export function faultRecord(id: string, changes: Partial<Fault> = {}): Fault {
  const createdAt = changes.createdAt ?? '2026-01-01T00:00:00.000Z';
  return {
    id,
    kind: 'pause',
    params: {},
    scope: null,
    targets: ['service-b'],
    selection: { nodes: ['service-b'], seed: 1 },
    durationSeconds: 60,
    state: 'active',
    driver: 'engine',
    driverReason: 'Asked for by name.',
    createdAt,
    activeAt: createdAt,
    endsAt: createdAt,
    endedAt: null,
    endReason: null,
    problem: null,
    steps: [{ state: 'starting', time: createdAt, sinceCreatedMs: 0 }],
    evidence: [],
    ...changes,
  };
}

/** The record of a run, as the journal holds it. */
export function runRecord(id: string, changes: Partial<TrafficRun> = {}): TrafficRun {
  return {
    id,
    name: 'constant 10 rps to service-a',
    state: 'running',
    targetUrl: 'http://service-a/api/message-a',
    method: 'POST',
    rps: 10,
    durationSeconds: 300,
    scenario: { type: 'constant' },
    seed: 1,
    warmUpSeconds: 0,
    maxVirtualUsers: 67,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endsAt: null,
    endedAt: null,
    plannedRequests: 3_000,
    requests: 0,
    failedRequests: 0,
    droppedIterations: 0,
    achievedRps: null,
    latencyMs: { p50: null, p95: null, p99: null },
    errors: {},
    live: null,
    rateChanges: [],
    thresholds: [],
    exitCode: null,
    reason: null,
    ...changes,
  };
}
