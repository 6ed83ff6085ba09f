import { setTimeout as sleep } from 'node:timers/promises';
import type { JobPort } from '../../engine/port.ts';
import type { Log } from '../../http/log.ts';
import { readTold, type TakeTold } from './told.ts';

/** Milliseconds between attempts to read a log while the engine does not answer. */
const retryMs = 500;

/**
 * Reads what a job tells, from the beginning of its log until it is over. When the engine goes away in between the
 * log is read again, and what was taken before is passed over.
 */
export async function followJob(options: {
  jobs: Pick<JobPort, 'follow' | 'inspect'>;
  job: string;
  take: TakeTold;
  log: Log;
  signal: AbortSignal;
}): Promise<void> {
  const { jobs, job, take, log, signal } = options;
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
    } catch (error) {
      // The log is still there when the engine comes back.
      log('warn', "the generator's log could not be read", { job, error });
    }
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
}
