import type { JobSpec } from '../../../engine/port.ts';
import type { Claim } from '../../claim.ts';

/**
 * Seconds by which the stressor outlives the platform's own deadline, so that usually the platform ends a fault. The
 * time of a fault counts from when it is active, which a busy machine may take some of them for.
 */
const graceSeconds = 5;

/** Id of the job that does a claim. */
export function jobIdOf({ faultId, node }: Claim): string {
  return `stress-${faultId}-${node}`;
}

/** The arguments of the stressor. @param instance Id of the node's container. */
export function stressCommand(
  { kind, params, durationSeconds }: Claim,
  instance: string,
  now: Date,
): string[] {
  const until = new Date(now.getTime() + (durationSeconds + graceSeconds) * 1000).toISOString();
  const common = ['--node', instance, '--until', until];
  if (kind === 'cpu-stress') return ['cpu', ...common, '--workers', String(params['workers'])];
  const beyond = params['outOfMemoryKill'] === true ? ['--beyond'] : [];
  return ['memory', ...common, '--megabytes', String(params['megabytes']), ...beyond];
}

/** The job that does a claim. @param instance Id of the node's container. */
export function stressJob(claim: Claim, image: string, instance: string, now: Date): JobSpec {
  const { node, faultId: fault } = claim;
  return {
    id: jobIdOf(claim),
    kind: 'fault',
    image,
    command: stressCommand(claim, instance, now),
    // What is left of the collector's appetite counts as the node's memory.
    env: { GOMEMLIMIT: '8MiB' },
    files: {},
    place: { in: 'node-resources', node },
    rights: [],
    limits: { memoryMegabytes: 64, cpus: 1 },
    interactive: true,
    stopGraceSeconds: 10,
    purpose: { fault, node },
  };
}
