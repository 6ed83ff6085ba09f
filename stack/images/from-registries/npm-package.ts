import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workshop } from './workshop.ts';

/** Downloads a package from the configured npm registry, without its dependencies and scripts, and unpacks it. */
export async function unpackNpmPackage(
  workshop: Workshop,
  specifier: string,
  directory: string,
): Promise<void> {
  workshop.say(`fetching ${specifier}`);
  const downloads = join(workshop.buildDirectory, 'npm', specifier.replaceAll(/[@/]/g, '_'));
  await mkdir(downloads, { recursive: true });
  await mkdir(directory, { recursive: true });
  await workshop.run(['npm', 'pack', '--silent', '--pack-destination', downloads, specifier], {
    cwd: downloads,
  });
  const [archive = ''] = await readdir(downloads);
  await workshop.run([
    'tar',
    '--extract',
    '--gzip',
    '--strip-components=1',
    `--file=${join(downloads, archive)}`,
    `--directory=${directory}`,
  ]);
}
