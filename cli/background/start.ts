import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stateFiles } from '../../system/files/folders.ts';
import { markOf } from '../../system/process/process-lock.ts';
import { readBackground, writeBackground } from './state.ts';

const here = fileURLToPath(import.meta.url);
/** The background work's own program: its source beside this one, or `background.js` beside the bundle. */
const program = here.endsWith('.ts')
  ? ['--import', import.meta.resolve('tsx'), join(dirname(here), 'main.ts')]
  : [join(dirname(here), 'background.js')];

/** What is left to do in the background, by name. */
export interface BackgroundWork {
  readonly images: readonly string[];
  /** Services whose own images stand on one of those images. */
  readonly services: readonly string[];
}

/** The argument behind which the names of services follow those of images. */
export const servicesArgument = '--services';

/**
 * Makes further images available in a process of its own, which outlives this one. Says whether such a process is
 * at work now: one that was there before goes on, and no second one is started.
 */
export function startBackground(root: string, { images, services }: BackgroundWork): boolean {
  if (readBackground(root)?.state === 'running') return true;
  if (images.length + services.length === 0) return false;
  const { backgroundLog } = stateFiles(root);
  mkdirSync(dirname(backgroundLog), { recursive: true });
  const log = openSync(backgroundLog, 'w');
  const child = spawn(
    process.execPath,
    [...program, ...images, servicesArgument, ...services],
    // A session of its own: neither Ctrl-C nor the end of the terminal reaches it.
    { cwd: root, detached: true, stdio: ['ignore', log, log], windowsHide: true },
  );
  closeSync(log);
  if (child.pid === undefined) return false;
  child.unref();
  // Written here already, so that a stop in the next moment finds it.
  writeBackground(root, {
    process: markOf(child.pid),
    startedAt: new Date().toISOString(),
    endedAt: null,
    state: 'running',
    parts: [...images, ...services].map((name) => ({ name, state: 'waiting', detail: '' })),
    logFile: backgroundLog,
  });
  return true;
}
