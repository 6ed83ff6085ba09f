import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../contract/problems.ts';
import type { JobPort, JobSpec } from '../engine/port.ts';
import type { K6Control } from './k6-control.ts';

const pollMs = 100;
/** How long a job may take to get ready. */
const readyWithinMs = 30_000;

/** A job that is ready to go on where another one leaves off. */
export interface Successor {
  address: string;
}

/**
 * Starts a job that waits, with everything made, until it is resumed. When it does not get ready it is removed and
 * the job before it goes on as if nothing had been.
 * @throws ProblemError `engine-failed`.
 */
export async function prepareSuccessor(parts: {
  jobs: Pick<JobPort, 'start' | 'remove' | 'inspect'>;
  k6: K6Control;
  spec: JobSpec;
}): Promise<Successor> {
  const { jobs, k6, spec } = parts;
  const address = (await jobs.start(spec)).controlAddress;
  const deadline = Date.now() + readyWithinMs;
  while (address !== null && Date.now() < deadline) {
    if (await k6.isReady(address).catch(() => false)) return { address };
    if ((await jobs.inspect(spec.id))?.state !== 'running') break;
    await sleep(pollMs);
  }
  await jobs.remove(spec.id);
  throw new ProblemError(
    'engine-failed',
    'The job with the new rate did not get ready. The rate is as before.',
  );
}
