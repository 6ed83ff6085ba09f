import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureCommand } from './debian-packages.ts';
import type { Workshop } from './workshop.ts';

/** Downloads a wheel by the machine's own pip, with its configured index, and unpacks it. */
export async function unpackWheel(workshop: Workshop, requirement: string, directory: string): Promise<void> {
  workshop.say(`fetching ${requirement}`);
  const downloads = join(workshop.buildDirectory, 'wheel');
  await workshop.run([...(await findPip(workshop)), ...downloadArguments(requirement, downloads)]);
  const wheel = (await readdir(downloads)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error(`pip downloaded no wheel for ${requirement}.`);
  await workshop.run(['python3', '-m', 'zipfile', '--extract', join(downloads, wheel), directory]);
}

function downloadArguments(requirement: string, directory: string): string[] {
  return ['download', '--no-deps', '--only-binary=:all:', '--dest', directory, requirement];
}

async function findPip(workshop: Workshop): Promise<string[]> {
  for (const pip of [['python3', '-m', 'pip'], ['pip3'], ['pip']]) {
    if ((await workshop.attempt([...pip, '--version'])) !== undefined) return pip;
  }
  await ensureCommand(workshop, 'pip3', 'python3-pip');
  return ['pip3'];
}
