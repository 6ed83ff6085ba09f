import type { Engine } from '../engine/port.ts';
import type { Log } from '../http/log.ts';

/** Ends the jobs of faults that are over, or that nobody remembers. Each undoes its fault when it is ended. */
export async function sweepFaultJobs(engine: Engine, liveFaults: string[], log: Log): Promise<void> {
  const known = new Set(liveFaults);
  const jobs = (await engine.jobs.list()).filter(({ kind }) => kind === 'fault');
  for (const { id, purpose } of jobs) {
    if (known.has((purpose as { fault?: string } | null)?.fault ?? '')) continue;
    log('warn', 'ending an orphaned fault job', { job: id });
    await engine.jobs.stop(id);
    await engine.jobs.remove(id);
  }
}
