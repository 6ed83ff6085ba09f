import { join } from 'node:path';
import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Compose } from '../host/compose.ts';

const upTimeoutMs = 180_000;

/** Starts these services; what runs already and is unchanged stays as it is. */
export async function bringUp(options: {
  readonly compose: Compose;
  readonly services: readonly string[];
  readonly signal: AbortSignal;
  readonly logFolder: string;
  readonly onLine?: (line: string) => void;
}): Promise<void> {
  const { compose, services, signal, logFolder, onLine } = options;
  const logFile = join(logFolder, 'compose-up.log');
  const result = await compose(['up', '--detach', ...services], {
    signal,
    logFile,
    timeoutMs: upTimeoutMs,
    ...(onLine ? { onLine } : {}),
  });
  throwIfInterrupted(signal);
  if (result.ok) return;
  throw new Failure('The containers could not be started.', {
    remedy: `The whole log is ${logFile}; "npm run doctor" checks the machine.`,
    details: result.tail.slice(-8),
    logFile,
  });
}
