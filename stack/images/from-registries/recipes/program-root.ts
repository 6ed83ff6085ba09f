import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addCertificates } from '../certificates.ts';
import type { SpecialPath } from '../image-from-files.ts';
import type { Workshop } from '../workshop.ts';

/** The one user of an image that holds one program. */
export interface ProgramUser {
  readonly name: string;
  readonly id: number;
  readonly home: string;
  readonly shell?: string;
}

/** A temporary directory as it should be, for `special`. */
export const tmp: SpecialPath = { path: 'tmp', mode: '1777' };

/** Lays out the root of an image without a distribution: users, certificates, /tmp. Returns its directory. */
export async function programRoot(workshop: Workshop, user: ProgramUser): Promise<string> {
  const root = join(workshop.buildDirectory, 'root');
  const shell = user.shell ?? '/sbin/nologin';
  await mkdir(join(root, 'tmp'), { recursive: true });
  await addFile(
    root,
    'etc/passwd',
    `root:x:0:0:root:/root:${shell}\n${user.name}:x:${user.id}:${user.id}::${user.home}:${shell}\n`,
  );
  await addFile(root, 'etc/group', `root:x:0:\n${user.name}:x:${user.id}:\n`);
  await addCertificates(workshop, root);
  return root;
}

/** Writes a text file and the directories above it. */
export async function addFile(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Makes an empty directory for the program's data, owned by its user. */
export async function addDataDirectory(root: string, path: string, user: ProgramUser): Promise<SpecialPath> {
  await mkdir(join(root, path), { recursive: true });
  return { path, owner: `${user.id}:${user.id}` };
}
