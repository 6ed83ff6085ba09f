import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goEnvironment } from './go-build.ts';
import type { GoToolchain } from './go-toolchain.ts';
import type { Workshop } from './workshop.ts';

/** A published module whose program is wanted with exactly the dependencies that its authors chose. */
export interface PublishedModule {
  readonly path: string;
  readonly version: string;
  /** Its replacements that point into its own repository, and so mean nothing outside of it. */
  readonly dropReplacements?: readonly string[];
}

/**
 * Makes a module that has the published one's requirements, replacements and checksums, and requires it. The
 * direct way, `go install path@version`, is refused for modules that replace dependencies.
 */
export async function scratchModule(
  workshop: Workshop,
  toolchain: GoToolchain,
  published: PublishedModule,
): Promise<string> {
  const go = join(toolchain.root, 'bin', 'go');
  const env = goEnvironment(workshop, toolchain, 'mod');
  const directory = join(workshop.buildDirectory, 'module');
  await mkdir(directory);
  const name = `${published.path}@${published.version}`;
  workshop.say(`downloading ${name}`);
  const answer = await workshop.run([go, 'mod', 'download', '-json', name], { cwd: directory, env });
  const { GoMod, Dir } = JSON.parse(answer) as { GoMod: string; Dir: string };
  const original = await readFile(GoMod, 'utf8');
  await writeFile(join(directory, 'go.mod'), original.replace(/^module .*$/m, 'module dsp.local/scratch'));
  await copyFile(join(Dir, 'go.sum'), join(directory, 'go.sum'));
  const dropped = (published.dropReplacements ?? []).map((path) => `-dropreplace=${path}`);
  await workshop.run([go, 'mod', 'edit', `-require=${name}`, ...dropped], { cwd: directory, env });
  return directory;
}
