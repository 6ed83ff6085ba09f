import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock, type ProcessLock } from '../../system/process/process-lock.ts';
import type { RunCommand } from '../../system/process/run-command.ts';
import { recipeHash, recipeLabel, type Recipe } from './from-registries/recipe.ts';
import { openWorkshop } from './from-registries/workshop.ts';

export interface BuildOptions {
  readonly name: string;
  readonly reference: string;
  readonly recipe: Recipe;
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly say: (detail: string) => void;
  readonly logFile: string;
  readonly workDirectory: string;
  readonly cacheDirectory: string;
  readonly inBackground: boolean;
}

/** Builds one image by its recipe, from an empty build directory that is gone afterwards. */
export async function buildImage(options: BuildOptions): Promise<void> {
  const { name, reference, recipe, run, signal, logFile } = options;
  await mkdir(dirname(logFile), { recursive: true });
  await writeFile(logFile, `Building ${reference} (recipe ${recipeHash(recipe)})\n`);
  const architecture = await engineArchitecture(run, signal);
  const replaced = await inspect(run, reference, '{{.Id}}');
  const workshop = await openWorkshop({ ...options, name, architecture });
  try {
    await recipe.build(workshop, { reference, labels: { [recipeLabel]: recipeHash(recipe) } });
    if (replaced) await removeUnnamed(run, replaced);
  } finally {
    await workshop.close();
  }
}

/** Removes an image that has lost its name to a newer one, unless a container or another image needs it. */
async function removeUnnamed(run: RunCommand, id: string): Promise<void> {
  const names = await inspect(run, id, '{{len .RepoTags}}');
  if (names === '0') await run(['docker', 'image', 'rm', id], { timeoutMs: 60_000 });
}

async function inspect(run: RunCommand, image: string, format: string): Promise<string> {
  const argv = ['docker', 'image', 'inspect', '--format', format, image];
  return (await run(argv, { timeoutMs: 20_000 })).stdout.trim();
}

/** Waits until no other process builds this image. */
export async function lockBuild(
  workDirectory: string,
  name: string,
  signal: AbortSignal,
  onWait: (pid: number) => void,
): Promise<ProcessLock & { readonly hadToWait: boolean }> {
  for (let hadToWait = false; ; hadToWait = true) {
    signal.throwIfAborted();
    const taken = takeLock(join(workDirectory, 'build', `${name}.lock`));
    if ('lock' in taken) return { ...taken.lock, hadToWait };
    onWait(taken.holder.pid);
    await sleep(1_000, undefined, { signal });
  }
}

async function engineArchitecture(run: RunCommand, signal: AbortSignal): Promise<string> {
  if (process.platform !== 'linux') {
    throw new Error('Images are built from package registries on Linux only. Here they have to be pulled.');
  }
  const format = '{{.Server.Arch}}';
  const result = await run(['docker', 'version', '--format', format], { signal, timeoutMs: 20_000 });
  signal.throwIfAborted();
  if (!result.ok) throw new Error('The Docker engine does not answer.');
  return result.stdout.trim();
}
