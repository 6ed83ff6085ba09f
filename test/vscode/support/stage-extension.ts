import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installExtension } from './editor.ts';
import type { Prepared } from './prepare.ts';

/** Installs the packaged extension into a folder of extensions, and gives the folder of the extension itself. */
export async function stageExtension({ entry, vsix }: Prepared, extensions: string): Promise<string> {
  await installExtension(entry, vsix, extensions);
  const [folder] = (await readdir(extensions)).filter((name) => name.includes('distributed-system-platform'));
  if (folder === undefined) throw new Error(`${vsix} was installed, but is not in ${extensions}.`);
  return join(extensions, folder);
}
