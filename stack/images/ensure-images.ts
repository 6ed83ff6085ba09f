import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { stateFiles } from '../../system/files/folders.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { runCommand, type RunCommand } from '../../system/process/run-command.ts';
import { listAtHand, referencesOf } from './at-hand.ts';
import type { ImageProgress, ImageResult, ImageSpec } from './image.ts';
import { obtainImage, type ImageWork } from './obtain-image.ts';
import { createRegistries } from './registries.ts';
import { createSlots } from './slots.ts';

export interface EnsureImagesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImageProgress) => void;
  /** How many are built at once; as many as there are cores (and memory for) when not given. */
  readonly concurrency?: number;
  /** Where the log of each image is written. */
  readonly logDirectory?: string;
  /** `never` builds what can be built without asking a registry for it. */
  readonly pull?: 'auto' | 'never';
  /** How long a registry may take to answer at all. */
  readonly registryAnswerMs?: number;
  /** Makes these images anew even when they are at hand; what they stand on is taken as it is. */
  readonly force?: boolean;
  /** Leave the processor to everything else. */
  readonly inBackground?: boolean;
  /** The checkout's directory for what can be made again. */
  readonly workDirectory?: string;
  /** How commands are run, the docker command among them. */
  readonly run?: RunCommand;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** A Go build takes about this much at its peak; more builds at once would swap. */
const bytesPerBuild = 3 * 1024 ** 3;
const pullsAtOnce = 3;

/**
 * Makes images available: what is at hand is taken, what a registry gives is pulled, what it does not give is
 * built from package registries. Settles for every image and never throws for one of them; after an abort the
 * unfinished ones are `failed`.
 */
export async function ensureImages(
  images: readonly ImageSpec[],
  options: EnsureImagesOptions = {},
): Promise<ImageResult[]> {
  const work = createWork(options);
  const references = work.force ? [] : images.flatMap(referencesOf);
  const atHand = await listAtHand(work.run, references, work.signal);
  return Promise.all(images.map((image, order) => obtainImage(work, image, order, atHand)));
}

function createWork(options: EnsureImagesOptions): ImageWork {
  const signal = options.signal ?? new AbortController().signal;
  const workDirectory = options.workDirectory ?? stateFiles(rootFolder).folder;
  return {
    signal,
    workDirectory,
    cacheDirectory: process.env['DSP_CACHE_DIRECTORY'] ?? join(workDirectory, 'cache'),
    logDirectory: options.logDirectory ?? join(workDirectory, 'logs', 'images'),
    run: options.run ?? runCommand,
    now: options.now ?? Date.now,
    onProgress: options.onProgress ?? (() => undefined),
    pull: options.pull ?? 'auto',
    force: options.force ?? false,
    inBackground: options.inBackground ?? false,
    registryAnswerMs: options.registryAnswerMs,
    registries: createRegistries(),
    pullSlots: createSlots(pullsAtOnce, signal),
    buildSlots: createSlots(options.concurrency ?? defaultConcurrency(), signal),
    started: new Map(),
  };
}

function defaultConcurrency(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / bytesPerBuild)));
}
