import type { Client } from '../../contract/client.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Compose } from '../host/compose.ts';
import { listContainers, type ContainerRow, type Docker } from '../host/docker.ts';
import { projectName } from '../platform/parts.ts';
import type { Steps } from '../print/steps.ts';

export interface StopOptions {
  readonly api: Client;
  readonly docker: Docker;
  readonly compose: Compose;
  readonly steps: Steps;
  readonly signal: AbortSignal;
  readonly removeVolumes: boolean;
  readonly stopBackground: () => Promise<boolean>;
}

/** Pumba takes its fault back on SIGTERM and needs this long at worst; SIGKILL would leave the fault behind. */
const faultJobGraceSeconds = 45;
const trafficJobGraceSeconds = 10;
const downTimeoutMs = 180_000;

/** Stops the platform: first what it does to others, then its jobs, then itself. Every step may be repeated. */
export async function stopPlatform(options: StopOptions): Promise<void> {
  const { steps, signal } = options;
  await steps.run('Background work', async (step) => {
    step.note((await options.stopBackground()) ? 'stopped' : 'none');
  });
  throwIfInterrupted(signal);
  await steps.run('Faults and traffic', async (step) => step.note(await endThroughApi(options)));
  throwIfInterrupted(signal);
  await steps.run('Job containers', async (step) => step.note(await removeJobs(options)));
  throwIfInterrupted(signal);
  await steps.run('Containers', async (step) => step.note(await bringDown(options)));
}

/** The API heals each fault and verifies it, so it is asked first; without it the jobs are ended one by one. */
async function endThroughApi({ api, signal }: StopOptions): Promise<string> {
  const [halted, stopped] = await Promise.allSettled([
    api('faultHalt', {}, signal),
    api('trafficStop', { body: {} }, signal),
  ]);
  if (halted.status === 'rejected' && stopped.status === 'rejected')
    return 'the Platform API does not answer';
  const faults = halted.status === 'fulfilled' ? halted.value.faults.length : 0;
  const runs = stopped.status === 'fulfilled' ? stopped.value.runs.length : 0;
  const healed = halted.status === 'fulfilled' && halted.value.healed;
  return `${faults} faults ended${healed ? ' and healed' : ''}, ${runs} runs of traffic stopped`;
}

async function removeJobs({ docker, signal }: StopOptions): Promise<string> {
  const jobs = await listContainers(docker, ['label=dsp.job'], signal);
  if (jobs.length === 0) return 'none';
  const stop = (rows: readonly ContainerRow[], seconds: number) =>
    rows.length === 0
      ? undefined
      : docker(['stop', '--time', String(seconds), ...rows.map(({ id }) => id)], {
          signal,
          timeoutMs: (seconds + 30) * 1000,
        });
  const isActive = ({ state }: ContainerRow) => state !== 'exited' && state !== 'dead' && state !== 'created';
  const active = jobs.filter(isActive);
  await Promise.all([
    stop(
      active.filter(({ job }) => job === 'traffic'),
      trafficJobGraceSeconds,
    ),
    stop(
      active.filter(({ job }) => job !== 'traffic'),
      faultJobGraceSeconds,
    ),
  ]);
  throwIfInterrupted(signal);
  await docker(['rm', '--force', ...jobs.map(({ id }) => id)], { signal });
  return `${jobs.length} removed`;
}

async function bringDown({ docker, compose, signal, removeVolumes }: StopOptions): Promise<string> {
  const rows = await listContainers(docker, [`label=com.docker.compose.project=${projectName}`], signal);
  const paused = rows.filter(({ state }) => state === 'paused').map(({ id }) => id);
  // A paused process takes no SIGTERM: it would be killed after the whole grace.
  if (paused.length > 0) await docker(['unpause', ...paused], { signal });
  const down = await compose(['down', ...(removeVolumes ? ['--volumes'] : [])], {
    signal,
    timeoutMs: downTimeoutMs,
  });
  throwIfInterrupted(signal);
  if (!down.ok) {
    throw new Failure('The containers could not be removed.', {
      remedy: 'Run it again; "npm run doctor" says what is wrong with Docker or Compose.',
      details: down.tail.slice(-8),
    });
  }
  const removed = rows.length === 0 ? 'none were there' : `${rows.length} removed`;
  return removeVolumes ? `${removed}, the data as well` : removed;
}
