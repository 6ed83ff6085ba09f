import { setTimeout as sleep } from 'node:timers/promises';
import type { JobPort } from '../../engine/port.ts';
import { readTold, type Told } from './told.ts';

/** Milliseconds between attempts to read a log while the engine does not answer. */
const retryMs = 500;

/**
 * Reads what a job tells, from the beginning of its log until it is over. When the engine goes away in between the
 * log is read again, and what was taken before is passed over.
 */
export async function followJob(options: {
  jobs: Pick<JobPort, 'follow' | 'inspect'>;
  job: string;
  take: (told: Told, writtenMs: number) => void;
  signal: AbortSignal;
}): Promise<void> {
  const { jobs, job, take, signal } = options;
  let taken = 0;
  while (!signal.aborted) {
    try {
      let lines = 0;
      for await (const { text, time } of jobs.follow(job, signal)) {
        lines += 1;
        if (lines <= taken) continue;
        taken = lines;
        const told = readTold(text);
        if (told !== undefined) take(told, Date.parse(time));
      }
      if ((await jobs.inspect(job))?.state !== 'running') return;
    } catch {
      // The engine is away; the run is told of elsewhere, and the log is still there when it comes back.
    }
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
}
