import { join } from 'node:path';
import type { Amount } from '../../contract/platform-progress.ts';
import type { ImagePhase, ImageProgress, ImageResult, ImageSpec } from './image.ts';

/** The way of one image: tells each step and makes the result. */
export interface ImageTrack {
  readonly logFile: string;
  go(phase: ImagePhase, detail: string, amount?: Amount): void;
  ready(how: NonNullable<ImageResult['how']>, reference: string): ImageResult;
  failed(message: string): ImageResult;
  leftOut(message: string): ImageResult;
}

export interface TrackOptions {
  readonly logDirectory: string;
  readonly onProgress: (progress: ImageProgress) => void;
  readonly now: () => number;
}

/** Begins to follow an image. Its time counts from the first step that is not waiting. */
export function trackImage(image: ImageSpec, options: TrackOptions): ImageTrack {
  const { onProgress, now } = options;
  const logFile = join(options.logDirectory, `${image.name}.log`);
  let since: number | undefined;
  let hasLog = false;
  const seconds = () => (since === undefined ? 0 : (now() - since) / 1000);

  const go = (phase: ImagePhase, detail: string, amount?: Amount) => {
    if (phase === 'pulling' || phase === 'building') {
      since ??= now();
      hasLog = true;
    }
    const far = amount === undefined ? {} : { amount };
    onProgress({ image: image.name, phase, detail, ...far, seconds: seconds() });
  };
  const end = (
    state: ImageResult['state'],
    rest: { reference?: string; how?: NonNullable<ImageResult['how']>; message?: string },
  ): ImageResult => {
    const { reference, how, message = '' } = rest;
    go(state, message === '' ? (reference ?? '') : message);
    return {
      name: image.name,
      need: image.need,
      state,
      reference,
      how,
      seconds: seconds(),
      message,
      logFile: hasLog ? logFile : undefined,
    };
  };
  return {
    logFile,
    go,
    ready: (how, reference) => end('ready', { how, reference }),
    failed: (message) => end('failed', { message }),
    leftOut: (message) => end('left-out', { message }),
  };
}
