import { listAtHand, referencesOf, usableReference } from '../../stack/images/at-hand.ts';
import { ensureImages } from '../../stack/images/ensure-images.ts';
import type { ImageSpec } from '../../stack/images/image.ts';
import { stateFiles } from '../../system/files/folders.ts';
import { runCommand } from '../../system/process/run-command.ts';
import type { EnsureImages } from './provide-images.ts';

/** Pulls and builds images with the engine of this machine. */
export function ensureOnThisMachine(options: {
  readonly root: string;
  /** Leaves the processor to what already runs. */
  readonly inBackground?: boolean;
}): EnsureImages {
  const { folder } = stateFiles(options.root);
  return (images, { signal, onProgress }) =>
    ensureImages(images, {
      ...{ signal, onProgress },
      workDirectory: folder,
      inBackground: options.inBackground ?? false,
    });
}

/** Those of the images that are not at hand, or were built from a recipe that has changed since. */
export async function missingOnThisMachine(
  images: readonly ImageSpec[],
  signal: AbortSignal,
): Promise<ImageSpec[]> {
  const atHand = await listAtHand(runCommand, images.flatMap(referencesOf), signal);
  return images.filter((image) => usableReference(image, atHand) === undefined);
}
