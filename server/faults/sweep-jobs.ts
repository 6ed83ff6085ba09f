import type { Fault } from '../../contract/faults/fault.ts';
import type { Engine } from '../engine/port.ts';
import type { Log } from '../http/log.ts';

/**
 * Ends the jobs of faults that are over, or that nobody remembers. Each undoes its fault when it is ended.
 * @param live The faults that are not over, asked for when the jobs are known: one may begin in between.
 */
export async function sweepFaultJobs(engine: Engine, live: () => Fault[], log: Log): Promise<void> {
  const jobs = (await engine.jobs.list()).filter(({ kind }) => kind === 'fault');
  for (const { id, purpose } of jobs) {
    if (live().some((fault) => serves(purpose, fault))) continue;
    log('warn', 'ending an orphaned fault job', { job: id });
    await engine.jobs.stop(id);
    await engine.jobs.remove(id);
  }
}

/** Pumba has a job for each fault and node, the shaper one for each node. */
function serves(purpose: unknown, fault: Fault): boolean {
  const { fault: id, driver, node } = (purpose ?? {}) as { fault?: string; driver?: string; node?: string };
  return id === fault.id || (driver === fault.driver && node !== undefined && fault.targets.includes(node));
}
