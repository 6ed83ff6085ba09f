import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopBackground } from '../../cli/background/stop.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { lockHolder, takeLock, type ProcessLock } from '../../system/process/process-lock.ts';
import { english, type Translate } from '../../contract/words/translate.ts';
import { PlatformFailure } from './failure.ts';
import { listShipped, type ShippedFiles } from './list-shipped.ts';

export interface InstallOptions {
  /** Where the platform comes from: the folder of the installed extension, or a checkout that was built. */
  readonly bundle: string;
  /** Where it is to be, in a folder that outlives the extension's versions. */
  readonly folder: string;
  /** The extension's version; it becomes the tag of the platform's own images. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Says what goes wrong in the editor's language. */
  readonly t?: Translate;
}

/**
 * Copies the platform out of the extension, or makes the copy that is there the same again. What is not the
 * platform's own, such as `.dsp/` and `.env`, stays. The old copy is usable until the new one is complete.
 *
 * Throws a `PlatformFailure` for what a person can put right, and the signal's reason when aborted.
 */
export async function installPlatform(options: InstallOptions): Promise<'installed' | 'updated' | 'present'> {
  const { bundle, folder, version, signal, t = english } = options;
  await mkdir(dirname(folder), { recursive: true });
  const lock = await waitForLock(`${folder}.lock`, signal);
  const paths = pathsOf(folder);
  try {
    await finishInterrupted(paths);
    const shipped = await listShipped(bundle, t);
    const installed = readInstalled(folder);
    if (installed?.version === version && installed.build === shipped.build) return 'present';
    if (installed !== undefined) await makeWay(folder, t);
    await stage(paths.staged, shipped, options);
    signal.throwIfAborted();
    if (installed !== undefined) await rename(folder, paths.old);
    await rename(paths.staged, folder);
    await finishInterrupted(paths);
    return installed === undefined ? 'installed' : 'updated';
  } catch (error) {
    await rm(paths.staged, { recursive: true, force: true }).catch(() => undefined);
    throw signal.aborted ? signal.reason : inWords(error, folder, t);
  } finally {
    lock.release();
  }
}

/** The version of the platform in this folder, if there is one. */
export function installedVersion(folder: string): string | undefined {
  return readInstalled(folder)?.version;
}

interface Paths {
  readonly folder: string;
  /** The new copy while it is made. */
  readonly staged: string;
  /** The old copy, from the moment at which the new one takes its place until what is to stay has moved over. */
  readonly old: string;
}

function pathsOf(folder: string): Paths {
  return { folder, staged: `${folder}.new`, old: `${folder}.old` };
}

/** Brings an exchange of copies to its end, wherever it was cut off: nothing of the user's is in two places. */
async function finishInterrupted({ folder, staged, old }: Paths): Promise<void> {
  if (existsSync(old)) {
    if (!existsSync(folder)) await rename(old, folder);
    else {
      const fresh = new Set(await readdir(folder));
      for (const name of await readdir(old)) {
        if (!fresh.has(name)) await rename(join(old, name), join(folder, name));
      }
      await rm(old, { recursive: true, force: true });
    }
  }
  await rm(staged, { recursive: true, force: true });
}

async function stage(staged: string, { files, build }: ShippedFiles, options: InstallOptions): Promise<void> {
  const { bundle, version, signal } = options;
  for (const file of files) {
    signal.throwIfAborted();
    await mkdir(dirname(join(staged, file)), { recursive: true });
    await cp(join(bundle, file), join(staged, file), { preserveTimestamps: false });
  }
  // `type` makes the bundled command line tool a module for Node; the rest says what this copy is.
  const description = { name: 'dsp-platform', version, build, private: true, type: 'module' };
  await writeFile(join(staged, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
}

/** Nothing of the old copy may be at work while it is exchanged. */
async function makeWay(folder: string, t: Translate): Promise<void> {
  if (lockHolder(stateFiles(folder).startLock)) {
    throw new PlatformFailure(
      t('The platform is being started just now, so it cannot be updated.'),
      t('Wait until it is up, then start it again.'),
    );
  }
  await stopBackground(folder);
}

function readInstalled(folder: string): { version: string; build: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      version: string;
      build: string;
    };
  } catch {
    return undefined;
  }
}

/** Another window may be at the same work. */
async function waitForLock(path: string, signal: AbortSignal): Promise<ProcessLock> {
  for (;;) {
    signal.throwIfAborted();
    const taken = takeLock(path);
    if ('lock' in taken) return taken.lock;
    await sleep(100, undefined, { signal });
  }
}

function inWords(error: unknown, folder: string, t: Translate): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') {
    return new PlatformFailure(
      t('There is no room on the disk for the platform at {0}.', folder),
      t('Free about 20 MB there, then start the platform again.'),
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new PlatformFailure(
      t('The platform cannot be written to {0} ({1}).', folder, code),
      t('Make that folder yours and writable, then start the platform again.'),
    );
  }
  return error;
}
