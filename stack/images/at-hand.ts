import type { RunCommand } from '../../system/process/run-command.ts';
import { recipeHash, recipeLabel } from './from-registries/recipe.ts';
import type { ImageSpec } from './image.ts';

/** The images of the engine: reference to recipe hash, which is `undefined` for what was not built here. */
export type AtHand = ReadonlyMap<string, string | undefined>;

/** Asks the engine for all of these images at once. */
export async function listAtHand(
  run: RunCommand,
  references: readonly string[],
  signal: AbortSignal,
): Promise<AtHand> {
  const found = new Map<string, string | undefined>();
  if (references.length === 0) return found;
  const format = '{"tags":{{json .RepoTags}},"labels":{{json .Config.Labels}}}';
  // It ends with an error as soon as one image is missing, having described those that are there.
  const result = await run(['docker', 'image', 'inspect', '--format', format, ...references], {
    signal,
    timeoutMs: 20_000,
  });
  for (const line of result.stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    const { tags, labels } = JSON.parse(line) as { tags: string[]; labels: Record<string, string> | null };
    for (const tag of tags) found.set(tag, labels?.[recipeLabel]);
  }
  return found;
}

/** Every reference under which an image may be at hand, the official one first. */
export function referencesOf(image: ImageSpec): string[] {
  return image.alternative === undefined ? [image.reference] : [image.reference, image.alternative];
}

/**
 * The reference that serves as it is: a pulled image always does, a built one while its recipe still says the
 * same. `undefined` means that there is work to do.
 */
export function usableReference(image: ImageSpec, atHand: AtHand): string | undefined {
  return referencesOf(image).find((reference) => {
    if (!atHand.has(reference)) return false;
    const builtFrom = atHand.get(reference);
    return builtFrom === undefined || !image.recipe || builtFrom === recipeHash(image.recipe);
  });
}
