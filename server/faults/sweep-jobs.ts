import type { Fault } from '../../contract/faults/fault.ts';
import type { Engine } from '../engine/port.ts';
import type { Log } from '../http/log.ts';

/**
 * Ends the jobs of faults that are over, or that nobody remembers. Each undoes its fault when it is ended.
 * @param live The faults that are not over, asked for when the jobs are known: one may begin in between.
 * @throws ProblemError Of the first job that could not be ended, after all others have been.
 */
export async function sweepFaultJobs(engine: Engine, live: () => Fault[], log: Log): Promise<void> {
  const jobs = (await engine.jobs.list()).filter(({ kind }) => kind === 'fault');
  const failures: unknown[] = [];
  for (const { id, purpose } of jobs) {
    if (live().some((fault) => serves(purpose, fault))) continue;
    log('warn', 'ending an orphaned fault job', { job: id });
    await end(engine, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function end(engine: Engine, job: string): Promise<void> {
  await engine.jobs.stop(job);
  await engine.jobs.remove(job);
}

/** Pumba has a job for each fault and node, the shaper one for each node. */
function serves(purpose: unknown, fault: Fault): boolean {
  const { fault: id, driver, node } = (purpose ?? {}) as { fault?: string; driver?: string; node?: string };
  return id === fault.id || (driver === fault.driver && node !== undefined && fault.targets.includes(node));
}
