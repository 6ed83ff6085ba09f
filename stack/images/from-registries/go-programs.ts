import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../../../system/files/root-folder.ts';
import { goBuild } from './go-build.ts';
import { goToolchain, goVersion } from './go-toolchain.ts';
import type { Workshop } from './workshop.ts';

/**
 * k6, the Collector and Prometheus are built from ONE Go module. Two thirds of their packages are the same, and
 * with the same versions each is compiled once: 2.5 minutes together instead of 9 apart.
 */
export const goProgramsModule = join(rootFolder, 'stack/images/from-registries/go-programs');

/** The word that keeps two programs of the module from compiling the same packages at the same time. */
export const goProgramsExclusive = 'go-programs';

/** What decides how a program of the module comes out: the versions of all its dependencies. */
export function goProgramsInputs(): Record<string, string> {
  return { goVersion, versions: readFileSync(join(goProgramsModule, 'go.mod'), 'utf8') };
}

/** Builds one program of the module into the given file. */
export async function buildGoProgram(
  workshop: Workshop,
  program: { program: string; tags?: readonly string[]; variables?: Record<string, string>; output: string },
): Promise<void> {
  await goBuild(workshop, await goToolchain(workshop), { module: goProgramsModule, ...program });
}
