import type { TrafficRun } from '../../contract/traffic/run.ts';
import { table } from '../print/table.ts';

/** One run in one line. */
export function runLine(run: TrafficRun): string {
  const reason = run.reason === null ? '' : ` (${run.reason})`;
  return `${run.id} "${run.name}": ${run.state}${reason}, ${run.rps} requests per second to ${run.targetUrl}`;
}

/** Runs as a table for people. */
export function runTable(runs: readonly TrafficRun[]): string[] {
  if (runs.length === 0) return ['No traffic has run.'];
  const number = (value: number | null) => (value === null ? '-' : String(Math.round(value * 10) / 10));
  return table(
    ['ID', 'STATE', 'RPS', 'ACHIEVED', 'REQUESTS', 'FAILED', 'DROPPED', 'P95 MS', 'TARGET'],
    runs.map((run) => [
      run.id,
      run.state,
      number(run.rps),
      number(run.achievedRps),
      String(run.requests),
      String(run.failedRequests),
      String(run.droppedIterations),
      number(run.latencyMs.p95),
      run.targetUrl,
    ]),
  );
}
