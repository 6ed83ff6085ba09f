import type { ImageProgress, ImageResult, ImageSpec } from '../../stack/images/image.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { formatSeconds } from '../../system/terminal/duration.ts';
import type { Step, StepItem } from '../print/steps.ts';
import type { ImageLatch } from './image-latch.ts';

/** Makes these images available, by pulling or building; settles for every image, whatever becomes of it. */
export type EnsureImages = (
  images: readonly ImageSpec[],
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ImageProgress) => void },
) => Promise<readonly ImageResult[]>;

export interface ProvideImagesOptions {
  readonly catalog: readonly ImageSpec[];
  readonly ensure: EnsureImages;
  /** Those of the images that are not at hand. */
  readonly findMissing: (images: readonly ImageSpec[], signal: AbortSignal) => Promise<readonly ImageSpec[]>;
  readonly latch: ImageLatch;
  readonly step: Step;
  readonly signal: AbortSignal;
  /** How long optional images may still take once the others are there. */
  readonly optionalGraceMs?: number;
}

/** What came of it. */
export interface ProvidedImages {
  readonly results: readonly ImageResult[];
  /** Not at hand yet, but worth further work in the background. */
  readonly later: readonly ImageSpec[];
}

const optionalGraceMs = 1_500;

/** Makes the images available that live traffic needs; others are tried beside them, or left for later. */
export async function provideImages(options: ProvideImagesOptions): Promise<ProvidedImages> {
  const { catalog, ensure, latch, step, signal } = options;
  const of = (need: ImageSpec['need']) => catalog.filter((image) => image.need === need);
  const show = progressShower(step);
  const background = await options.findMissing(of('background'), signal);
  // Work that stands on one of these does not wait for it here: it is done in the background as well.
  for (const image of of('background')) latch.settle(image.reference, !background.includes(image));
  const enough = new AbortController();
  const optional = ensure(of('optional'), {
    signal: AbortSignal.any([signal, enough.signal]),
    onProgress: show,
  }).catch((): ImageResult[] => []);
  const onProgress = (progress: ImageProgress) => {
    show(progress);
    const reference = catalog.find(({ name }) => name === progress.image)?.reference;
    const isOver = progress.phase === 'ready' || progress.phase === 'failed' || progress.phase === 'left-out';
    if (reference !== undefined && isOver) latch.settle(reference, progress.phase === 'ready');
  };
  const main = await ensure(of('main'), { signal, onProgress });
  for (const { reference, name } of catalog) {
    latch.settle(
      reference,
      main.some((result) => result.name === name && result.state === 'ready'),
    );
  }
  const timer = setTimeout(() => enough.abort(), options.optionalGraceMs ?? optionalGraceMs);
  const extra = await optional.finally(() => clearTimeout(timer));
  throwIfInterrupted(signal);
  const failed = main.find(({ state }) => state !== 'ready');
  if (failed) throw imageFailure(failed);
  const settled = new Set(extra.filter(({ state }) => state !== 'failed').map(({ name }) => name));
  const later = enough.signal.aborted ? of('optional').filter(({ name }) => !settled.has(name)) : [];
  return { results: [...main, ...extra], later: [...later, ...background] };
}

/** Draws each image as an item of the step, from its first sign of work to its end. */
export function progressShower(step: Step): (progress: ImageProgress) => void {
  const items = new Map<string, StepItem>();
  return ({ image, phase, detail, amount, seconds }) => {
    const isOver = phase === 'ready' || phase === 'failed' || phase === 'left-out';
    if (isOver) {
      items.get(image)?.end();
      items.delete(image);
      // A failure is told at once, not when the other images are done.
      if (phase === 'failed') step.print(`${image} failed: ${detail}`);
      if (phase === 'ready' && seconds >= 1) step.print(`${image} is ready after ${formatSeconds(seconds)}`);
      return;
    }
    const item = items.get(image) ?? step.item(image);
    items.set(image, item);
    item.update(phase, detail, amount);
  };
}

function imageFailure({ name, message, logFile }: ImageResult): Failure {
  const log = logFile === undefined ? '' : ` Its whole log is ${logFile}.`;
  return new Failure(`The image "${name}" could not be made available: ${message}`, {
    remedy: `Running npm start again goes on from here.${log}`,
    logFile,
  });
}
