import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withContainer } from '../image-from-files.ts';
import type { BaseImage } from '../recipe.ts';
import type { Workshop } from '../workshop.ts';
import { debian } from './debian.ts';

/** The base of the language images. */
export const onDebian: BaseImage = { name: 'debian', reference: 'debian:bookworm-slim', recipe: debian };

/** Adds a user to the base's own list of users, in the files that go on top of it. */
export async function addUser(workshop: Workshop, files: string, user: { name: string; id: number }) {
  const lists = ['etc/passwd', 'etc/group'] as const;
  await mkdir(join(files, 'home', user.name), { recursive: true });
  await mkdir(join(files, 'etc'), { recursive: true });
  await withContainer(workshop, onDebian.reference, async (container) => {
    for (const list of lists)
      await workshop.run(['docker', 'cp', `${container}:/${list}`, join(files, list)]);
  });
  const lines = {
    'etc/passwd': `${user.name}:x:${user.id}:${user.id}::/home/${user.name}:/bin/bash\n`,
    'etc/group': `${user.name}:x:${user.id}:\n`,
  };
  for (const list of lists) {
    const path = join(files, list);
    await writeFile(path, (await readFile(path, 'utf8')) + lines[list]);
  }
}
