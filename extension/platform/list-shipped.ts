import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { english, type Translate } from '../../contract/words/translate.ts';
import { PlatformFailure } from './failure.ts';
import { isShipped, shippedPaths } from './shipped.ts';

/** The files of the platform in some folder. */
export interface ShippedFiles {
  /** Relative to that folder, with forward slashes, sorted. */
  readonly files: readonly string[];
  /** Changes whenever any of them does. */
  readonly build: string;
}

/** Finds the platform's files. Throws a `PlatformFailure` when the folder does not hold all of them. */
export async function listShipped(bundle: string, t: Translate = english): Promise<ShippedFiles> {
  const found: string[] = [];
  for (const path of shippedPaths) {
    const kind = await stat(join(bundle, path)).catch(() => undefined);
    if (kind === undefined) {
      throw new PlatformFailure(
        t('The extension is not complete: {0} is missing from {1}.', path, bundle),
        t('Install the extension again. In a checkout: npm run build.'),
      );
    }
    if (kind.isDirectory()) await collect(bundle, path, found);
    else found.push(path);
  }
  const files = found.sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(join(bundle, file)));
  return { files, build: hash.digest('hex').slice(0, 16) };
}

async function collect(bundle: string, folder: string, into: string[]): Promise<void> {
  for (const entry of await readdir(join(bundle, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (!isShipped(path)) continue;
    if (entry.isDirectory()) await collect(bundle, path, into);
    else if (entry.isFile()) into.push(path);
  }
}
