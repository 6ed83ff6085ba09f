import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PlatformMessage, PlatformOrder } from './platform-process.ts';

/** A platform in a process of its own. */
export interface PlatformChild {
  readonly url: string;
  tell(message: PlatformMessage): Promise<unknown>;
  /** Ends it without a word, as when a machine loses its memory. */
  kill(): Promise<void>;
}

/** Starts a platform and waits until it listens. */
export async function startPlatformChild(order: PlatformOrder): Promise<PlatformChild> {
  const child = fork(join(import.meta.dirname, 'platform-process.ts'), [JSON.stringify(order)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { ready } = (await nextMessage(child)) as { ready: string };
  return {
    url: ready,
    async tell(message) {
      child.send(message);
      return nextMessage(child);
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The platform of the scene ended with ${String(code)}.`);
  });
  gone.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
  return message;
}
