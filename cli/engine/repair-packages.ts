import { readdirSync } from 'node:fs';
import { throwIfInterrupted } from '../failure.ts';
import type { RunCommand } from '../../system/process/run-command.ts';

/** Where dpkg keeps what it was about to do; there are files only after it was ended in the middle. */
const journalFolder = '/var/lib/dpkg/updates';

/** Whether dpkg was ended in the middle, by our own Ctrl-C for instance. Until that is put right it refuses all work. */
export function isPackageManagerInterrupted(readFolder: (path: string) => string[] = readdirSync): boolean {
  try {
    return readFolder(journalFolder).some((name) => /^\d+$/.test(name));
  } catch {
    return false; // No Debian, or not ours to read.
  }
}

/** Lets dpkg finish what it was ended in. */
export async function repairPackages(options: {
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly logFile: string;
}): Promise<void> {
  const { run, signal, logFile } = options;
  await run(['dpkg', '--configure', '-a', '--force-confdef', '--force-confold'], {
    ...{ signal, logFile },
    timeoutMs: 5 * 60_000,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
  throwIfInterrupted(signal);
}
