import type { TrafficResult, TrafficRun } from '../../contract/traffic/run.ts';
import type { EngineJob } from '../engine/port.ts';
import type { LogLine } from '../../contract/nodes.ts';
import type { ActiveRun } from './active-run.ts';
import { explainExit, lastErrorOf } from './k6-exit.ts';
import { readStandardError } from './k6-export.ts';
import { finalResults, resultsOf, thresholdResults } from './k6-results.ts';
import { thresholdWords } from './thresholds.ts';

/** The record of a run whose last job is over, from what the job and k6 said. */
export function endedRun(
  run: TrafficRun,
  job: EngineJob,
  lines: LogLine[],
  active: ActiveRun | undefined,
  nowMs: number,
): TrafficRun {
  const written = (stream: string): string[] =>
    lines.filter((line) => line.stream === stream).map(({ text }) => text);
  const stderr = readStandardError(written('stderr'));
  const { state, reason } = explainExit(job, lastErrorOf(stderr.log));
  const endMs = job.endedAt === null ? nowMs : Date.parse(job.endedAt);
  const limits = active?.segment.request.thresholds;
  const timeline = active?.timeline(run, endMs);
  const exported = stderr.metrics === undefined ? undefined : resultsOf(stderr.metrics);
  const counted = finalResults(written('stdout')) ?? exported;
  return {
    ...run,
    ...countedBest(run, active, counted, endMs),
    ...(timeline === undefined ? {} : { timeline }),
    ...(limits === undefined
      ? {}
      : { thresholds: thresholdWords(limits, thresholdResults(written('stdout'))) }),
    state,
    reason,
    startedAt: run.startedAt ?? job.startedAt,
    live: null,
    exitCode: job.exitCode,
    endedAt: new Date(endMs).toISOString(),
  };
}

/**
 * Our script tells every request, and what it told holds for all jobs of a run, without the warm-up. k6's own count
 * is of one job; it is taken where it is larger, as words of ours were lost then. A script of the user tells nothing,
 * and k6's count is all there is.
 */
function countedBest(
  run: TrafficRun,
  active: ActiveRun | undefined,
  counted: TrafficResult | undefined,
  endMs: number,
): TrafficResult | undefined {
  // The time in which late answers were waited for is no part of the load.
  const plannedEndMs = run.endsAt === null ? endMs : Date.parse(run.endsAt);
  const told = active?.results(Math.min(endMs, plannedEndMs));
  if (active === undefined || told === undefined) return counted;
  const isOneJob = active.segment.number === 1;
  const isAllTold = active.progress.toldRequests() >= (counted?.requests ?? 0);
  return isAllTold || !isOneJob ? told : counted;
}
