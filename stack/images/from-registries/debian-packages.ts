import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keptDirectory } from './kept-directory.ts';
import type { Workshop } from './workshop.ts';

/**
 * Downloads packages from the machine's own Debian or Ubuntu mirror and unpacks them into the cache, without
 * installing anything. Returns the directory that holds their files.
 */
export function unpackedPackages(workshop: Workshop, names: readonly string[]): Promise<string> {
  return keptDirectory(workshop, `packages/${names.join('+')}`, async (directory) => {
    workshop.say(`fetching ${names.join(', ')} from the package mirror`);
    const downloads = join(workshop.buildDirectory, 'packages', names.join('+'));
    await mkdir(downloads, { recursive: true });
    const download = ['apt-get', 'download', ...names];
    if ((await workshop.attempt(download, { cwd: downloads })) === undefined) {
      await updatePackageLists(workshop);
      await workshop.run(download, { cwd: downloads });
    }
    for (const file of await readdir(downloads)) {
      if (file.endsWith('.deb'))
        await workshop.run(['dpkg-deb', '--extract', join(downloads, file), directory]);
    }
  });
}

/** Makes sure that a command exists, by installing its package where that is possible. */
export async function ensureCommand(workshop: Workshop, command: string, packageName: string): Promise<void> {
  const find = ['sh', '-c', `command -v ${command}`];
  if ((await workshop.attempt(find)) !== undefined) return;
  if (!workshop.isRoot || (await workshop.attempt(['sh', '-c', 'command -v apt-get'])) === undefined) {
    throw new Error(`${command} is not installed. Install the package ${packageName} and run this again.`);
  }
  workshop.say(`installing ${packageName}`);
  await updatePackageLists(workshop);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  // Two images may need a package in the same moment, and a fresh machine may be busy with its own upgrades.
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  await workshop.run(['apt-get', 'install', '--yes', '--no-install-recommends', ...patience, packageName], {
    env: environment,
  });
}

let listsUpdate: Promise<string> | undefined;

/** A fresh machine has no package lists. Once in a process is enough, and two at once would lock each other out. */
function updatePackageLists(workshop: Workshop): Promise<string> {
  if (!workshop.isRoot) {
    return Promise.reject(
      new Error('The package lists are missing or old. Run "sudo apt-get update" first.'),
    );
  }
  listsUpdate ??= workshop.run(['apt-get', 'update']).catch((error: unknown) => {
    listsUpdate = undefined;
    throw error;
  });
  return listsUpdate;
}
