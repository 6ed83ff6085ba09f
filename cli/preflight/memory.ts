import type { Check } from './check.ts';
import { ok, warning, type Verdict } from './finding.ts';
import { projectName } from '../platform/parts.ts';
import { formatBytes, gibibyte } from './bytes.ts';

/** What the platform and its builds want to be free. */
const wantedMemoryBytes = 2 * gibibyte;

/** Whether there is memory for the platform, on this machine or in Docker's virtual machine. */
export const memoryCheck: Check = {
  id: 'memory',
  title: 'Memory',
  needsEngine: false,
  run: ({ host, engine, containers }) =>
    Promise.resolve(
      judgeMemory({
        freeBytes: host.freeMemoryBytes(),
        // An engine in a virtual machine (Docker Desktop) has what was given to it, not what is free here.
        engineTotalBytes: engine.isNative ? undefined : engine.info?.memoryBytes,
        isNative: engine.isNative || host.machine.platform === 'linux',
        isRunning: containers.some(({ project, state }) => project === projectName && state === 'running'),
      }),
    ),
};

/** Judges the memory of the machine that the containers run on. */
export function judgeMemory(facts: {
  readonly freeBytes: number;
  readonly engineTotalBytes: number | undefined;
  /** The engine shares the memory of this machine. */
  readonly isNative: boolean;
  readonly isRunning: boolean;
}): Verdict {
  const { freeBytes, engineTotalBytes, isRunning } = facts;
  const wanted = formatBytes(wantedMemoryBytes);
  if (engineTotalBytes !== undefined && engineTotalBytes > 0) {
    return engineTotalBytes < wantedMemoryBytes
      ? warning(
          `Docker's virtual machine has ${formatBytes(engineTotalBytes)}; ${wanted} are wanted.`,
          'Give it more: Docker Desktop, Settings, Resources (colima: colima start --memory 4).',
        )
      : ok(`Docker's virtual machine has ${formatBytes(engineTotalBytes)}.`);
  }
  if (!facts.isNative) return ok("not known before Docker's virtual machine runs.");
  if (isRunning) return ok(`${formatBytes(freeBytes)} free beside the running platform.`);
  return freeBytes < wantedMemoryBytes
    ? warning(
        `${formatBytes(freeBytes)} free; ${wanted} are wanted.`,
        'Close other programs, or expect slow starts.',
      )
    : ok(`${formatBytes(freeBytes)} free.`);
}
