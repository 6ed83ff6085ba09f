import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listShipped } from '../platform/list-shipped.ts';
import { packageManifest } from './manifest.ts';

/** What the extension itself needs, beside the platform; from where it is in the repository to where it is shipped. */
const files: readonly (readonly [from: string, to: string])[] = [
  ['dist/extension/main.cjs', 'dist/extension/main.cjs'],
  ['extension/README.md', 'README.md'],
  ['CHANGELOG.md', 'CHANGELOG.md'],
  ['LICENSE', 'LICENSE'],
];
const folders: readonly string[] = ['extension/media', 'extension/l10n'];

/** Makes a folder that holds what is shipped and nothing else. The platform keeps the paths that it has here. */
export async function stagePackage(root: string, stage: string): Promise<void> {
  await rm(stage, { recursive: true, force: true });
  const texts = (await readdir(root)).filter((name) => /^package\.nls(\.[a-z-]+)?\.json$/.test(name));
  const platform = (await listShipped(root)).files;
  const all = [...files, ...[...texts, ...platform].map((path) => [path, path] as const)];
  for (const [from, to] of all) {
    await mkdir(dirname(join(stage, to)), { recursive: true });
    await copyFile(join(root, from), join(stage, to));
  }
  // The texts have a test and its helper beside them.
  const filter = (path: string): boolean => !path.endsWith('.ts');
  for (const folder of folders)
    await cp(join(root, folder), join(stage, folder), { recursive: true, filter });
  // Without it the packaging tool warns that it takes all there is, which here is the point.
  await writeFile(join(stage, '.vscodeignore'), '# Only what is shipped was staged here.\n');
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(packageManifest(manifest), null, 2)}\n`);
}
