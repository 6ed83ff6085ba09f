import { ensureImages } from '../../stack/images/ensure-images.ts';
import { stateFiles } from '../host/folders.ts';
import type { EnsureImages } from './provide-images.ts';

/** Pulls and builds images with the engine of this machine. */
export function ensureOnThisMachine(options: {
  readonly root: string;
  /** Leaves the processor to what already runs. */
  readonly inBackground?: boolean;
}): EnsureImages {
  const { folder, logs } = stateFiles(options.root);
  return (images, { signal, onProgress }) =>
    ensureImages(images, {
      ...{ signal, onProgress },
      logDirectory: logs,
      workDirectory: folder,
      inBackground: options.inBackground ?? false,
    });
}
