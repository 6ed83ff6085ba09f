import type { EngineJob } from '../engine/port.ts';
import { purposeOf } from './job-purpose.ts';

/** What the jobs that were found of a run that is not over are to it, after a time in which nobody looked. */
export interface FoundJobs {
  /** The one that makes its traffic, or was the last to make it. */
  current: EngineJob | undefined;
  /** Those that it took over from, in their order: what they told counts in the results of the run. */
  past: EngineJob[];
  /** Those that were made to take over, and did not come to it. */
  surplus: EngineJob[];
}

/** @param isPaused Whether the k6 of a job that runs still waits to be resumed. */
export async function sortFoundJobs(
  jobs: readonly EngineJob[],
  isPaused: (job: EngineJob) => Promise<boolean>,
): Promise<FoundJobs> {
  const ordered = [...jobs].sort((a, b) => numberOf(a) - numberOf(b));
  const begun: EngineJob[] = [];
  for (const job of ordered) if (!(await isWaiting(job, isPaused))) begun.push(job);
  // One that ended before it took over must not end the run of one that goes on.
  const current = begun.findLast(({ state }) => state === 'running') ?? begun.at(-1);
  const place = current === undefined ? -1 : begun.indexOf(current);
  const past = begun.slice(0, Math.max(0, place));
  return { current, past, surplus: ordered.filter((job) => job !== current && !past.includes(job)) };
}

/** The first job of a run waits for nobody. */
async function isWaiting(job: EngineJob, isPaused: (job: EngineJob) => Promise<boolean>): Promise<boolean> {
  if (numberOf(job) === 1) return false;
  return job.state === 'created' || (job.state === 'running' && (await isPaused(job)));
}

function numberOf(job: EngineJob): number {
  return purposeOf(job)?.segment.number ?? 1;
}
