import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../contract/problems.ts';
import type { JobPort, JobSpec } from '../engine/port.ts';
import type { K6Control } from './k6-control.ts';

const pollMs = 100;
/** How long a job may take to get ready. */
const readyWithinMs = 30_000;

/**
 * Lets a new job go on where another one leaves off: it is started, waits with everything made, and begins when it is
 * told to. When that does not come to pass it is removed, and the job before it goes on as if nothing had been.
 *
 * @returns Where the REST API of the new job's k6 answers. The job before it has to be stopped then: for some 50 ms
 * both send, so that there is no gap at all.
 * @throws ProblemError `engine-failed` or `rate-not-changeable`.
 */
export async function takeOver(parts: {
  jobs: Pick<JobPort, 'start' | 'remove' | 'inspect'>;
  k6: K6Control;
  spec: JobSpec;
  pastJob: string;
}): Promise<string> {
  const { jobs, k6, spec, pastJob } = parts;
  const { controlAddress } = await jobs.start(spec);
  try {
    const address = await readyAddress(jobs, k6, spec.id, controlAddress);
    if ((await jobs.inspect(pastJob))?.state !== 'running') {
      throw new ProblemError('rate-not-changeable', 'The run ended before its rate could be changed.');
    }
    await k6.resume(address).catch(notReady);
    return address;
  } catch (error) {
    await jobs.remove(spec.id);
    throw error;
  }
}

async function readyAddress(
  jobs: Pick<JobPort, 'inspect'>,
  k6: K6Control,
  id: string,
  address: string | null,
): Promise<string> {
  const deadline = Date.now() + readyWithinMs;
  while (address !== null && Date.now() < deadline) {
    if (await k6.isReady(address).catch(() => false)) return address;
    if ((await jobs.inspect(id))?.state !== 'running') break;
    await sleep(pollMs);
  }
  return notReady();
}

function notReady(cause?: unknown): never {
  const words = 'The job with the new rate did not get ready. The rate is as before.';
  throw new ProblemError('engine-failed', words, { cause });
}
