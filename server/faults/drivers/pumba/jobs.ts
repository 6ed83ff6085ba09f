import type { Engine, EngineJob, JobSpec } from '../../../engine/port.ts';
import type { Claim } from '../../claim.ts';
import { pumbaFailure } from './command.ts';

/** Pumba undoes its fault within 30 s of SIGTERM; SIGKILL would leave the fault behind for ever. */
const cleanupGraceSeconds = 45;

/** Id of the job that does a claim. */
export function jobIdOf(claim: Claim): string {
  return `${claim.faultId}-${claim.node}`;
}

/** @param purpose What else the job's label says, for whoever finds it. */
export function pumbaJob(claim: Claim, image: string, command: string[], purpose: object): JobSpec {
  return {
    id: jobIdOf(claim),
    kind: 'fault',
    image,
    command,
    env: {},
    files: {},
    place: { in: 'engine' },
    rights: [],
    limits: { memoryMegabytes: 64, cpus: 1 },
    interactive: false,
    stopGraceSeconds: cleanupGraceSeconds,
    purpose: { ...purpose, fault: claim.faultId, node: claim.node },
  };
}

/** Ends and removes the job of a claim, if there is one, and tells what went wrong with its undoing. */
export async function endJob(engine: Engine, claim: Claim): Promise<string | undefined> {
  const id = jobIdOf(claim);
  await engine.jobs.stop(id);
  const job = await engine.jobs.inspect(id);
  const failure = job && (await failureOf(engine, job));
  await engine.jobs.remove(id);
  return failure;
}

/** What went wrong with a job that is over. */
export async function failureOf(engine: Engine, job: EngineJob): Promise<string | undefined> {
  const lines = (await engine.jobs.logs(job.id, 200)).map(({ text }) => text);
  const failure = pumbaFailure(lines);
  if (failure !== undefined) return failure;
  return job.exitCode === 0 ? undefined : `Pumba ended with exit code ${job.exitCode}: ${lines.at(-1) ?? ''}`;
}
