import type { RunCommand } from '../../system/process/run-command.ts';
import { listAtHand, referencesOf, usableReference, type AtHand } from './at-hand.ts';
import { buildImage, lockBuild } from './build-image.ts';
import { createLayerCount } from './count-layers.ts';
import type { BaseImage, Recipe } from './from-registries/recipe.ts';
import type { ImageResult, ImageSpec } from './image.ts';
import { pullImage } from './pull-image.ts';
import type { Registries } from './registries.ts';
import type { RunInSlot } from './slots.ts';
import { trackImage, type ImageTrack, type TrackOptions } from './track-image.ts';

/** What all images of one run share. */
export interface ImageWork extends TrackOptions {
  readonly run: RunCommand;
  readonly signal: AbortSignal;
  readonly pull: 'auto' | 'never';
  /** Images that another process has made meanwhile do not count. */
  readonly force: boolean;
  readonly inBackground: boolean;
  readonly workDirectory: string;
  readonly cacheDirectory: string;
  readonly registryAnswerMs: number | undefined;
  readonly registries: Registries;
  readonly pullSlots: RunInSlot;
  readonly buildSlots: RunInSlot;
  /** The images of this run by reference, so that each is obtained once, however many stand on it. */
  readonly started: Map<string, Promise<ImageResult>>;
}

/** Makes one image available: takes it, else pulls it, else builds it. Never throws. */
export function obtainImage(
  work: ImageWork,
  image: ImageSpec,
  order: number,
  atHand: AtHand,
): Promise<ImageResult> {
  const known = work.started.get(image.reference);
  if (known) return known;
  const track = trackImage(image, work);
  const usable = usableReference(image, atHand);
  const obtaining =
    usable === undefined
      ? pullOrBuild(work, image, order, track)
      : Promise.resolve(track.ready('present', usable));
  work.started.set(image.reference, obtaining);
  return obtaining;
}

async function pullOrBuild(
  work: ImageWork,
  image: ImageSpec,
  order: number,
  track: ImageTrack,
): Promise<ImageResult> {
  track.go('waiting', '');
  try {
    const refusal =
      work.pull === 'never' ? 'pulling is switched off' : await tryPull(work, image, order, track);
    if (refusal === undefined) return track.ready('pulled', image.reference);
    if (!image.recipe) return track.leftOut(`${image.without} It could not be pulled: ${refusal}`);
    return track.ready('built', await build(work, image, image.recipe, order, track));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return track.failed(work.signal.aborted ? 'It was interrupted.' : message);
  }
}

/** Gives back why there is no image, or nothing when there is one. */
async function tryPull(
  work: ImageWork,
  { reference }: ImageSpec,
  order: number,
  track: ImageTrack,
): Promise<string | undefined> {
  const { run, signal } = work;
  const outcome = await work.pullSlots({ order }, () =>
    work.registries.pull(reference, (onAnswer) => {
      track.go('pulling', reference);
      const count = createLayerCount();
      const onLine = (line: string) => track.go('pulling', line, count(line));
      const { logFile } = track;
      const answerMs = work.registryAnswerMs;
      return pullImage(reference, { run, signal, logFile, onAnswer, onLine, answerMs });
    }),
  );
  return outcome.kind === 'pulled' ? undefined : outcome.reason;
}

async function build(
  work: ImageWork,
  image: ImageSpec,
  recipe: Recipe,
  order: number,
  track: ImageTrack,
): Promise<string> {
  const { run, signal, workDirectory, cacheDirectory, inBackground } = work;
  const { name } = image;
  const reference = image.alternative ?? image.reference;
  if (recipe.base) await obtainBase(work, recipe.base, order);
  const lock = await lockBuild(workDirectory, name, signal, (pid) =>
    track.go('waiting', `process ${pid} is building it`),
  );
  try {
    if (lock.hadToWait && !work.force) {
      const made = usableReference(image, await listAtHand(run, referencesOf(image), signal));
      if (made !== undefined) return made;
    }
    track.go('waiting', 'for its turn');
    await work.buildSlots({ order, exclusive: recipe.exclusive }, async () => {
      const say = (detail: string) => track.go('building', detail);
      say('');
      const { logFile } = track;
      const shared = { run, signal, say, logFile, workDirectory, cacheDirectory, inBackground };
      await buildImage({ name, reference, recipe, ...shared });
    });
    return reference;
  } finally {
    lock.release();
  }
}

async function obtainBase(work: ImageWork, base: BaseImage, order: number): Promise<void> {
  const image: ImageSpec = { ...base, need: 'main', without: '' };
  const atHand = work.started.has(base.reference)
    ? new Map<string, string | undefined>()
    : await listAtHand(work.run, [base.reference], work.signal);
  const result = await obtainImage(work, image, order, atHand);
  if (result.state !== 'ready') {
    throw new Error(`It stands on ${base.reference}, which could not be made available: ${result.message}`);
  }
}
