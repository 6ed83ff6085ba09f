import { setTimeout as sleep } from 'node:timers/promises';
import type { JobPort } from '../../engine/port.ts';
import type { Log } from '../../http/log.ts';
import { parseOutcome, type ToldOutcome } from './parse-outcome.ts';

/** Milliseconds between attempts to read the log of a job while the engine does not answer. */
const retryMs = 500;

/**
 * Reads what a job of a run tells, from the beginning of its log to its end. When the engine goes away in between it
 * is all read again: the ledger takes the same word twice as one.
 *
 * @param onOutcome Called with each outcome and the time at which the attempt began, Unix milliseconds.
 */
export async function followOutcomes(options: {
  jobs: Pick<JobPort, 'follow' | 'inspect'>;
  job: string;
  onOutcome: (outcome: ToldOutcome, attemptMs: number) => void;
  log: Log;
  signal: AbortSignal;
}): Promise<void> {
  const { jobs, job, onOutcome, log, signal } = options;
  while (!signal.aborted) {
    try {
      for await (const line of jobs.follow(job, signal)) {
        const outcome = parseOutcome(line.text);
        if (outcome !== undefined) onOutcome(outcome, Date.parse(line.time) - outcome.millis);
      }
      if ((await jobs.inspect(job))?.state !== 'running') return;
    } catch (error) {
      log('warn', "the generator's log could not be read", { job, error });
    }
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
}
