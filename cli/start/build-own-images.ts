import { join } from 'node:path';
import { Failure, throwIfInterrupted } from '../failure.ts';
import type { Compose } from '../host/compose.ts';
import type { Step } from '../print/steps.ts';
import { baseImages } from './base-images.ts';
import { createBuildStepCount } from './count-build-steps.ts';
import type { ComposeService } from './compose-services.ts';
import type { ImageLatch } from './image-latch.ts';

export interface BuildOptions {
  readonly services: readonly ComposeService[];
  readonly latch: ImageLatch;
  /** Whether an image comes later, so that what stands on it is built later, too. */
  readonly comesLater: (reference: string) => boolean;
  readonly compose: Compose;
  readonly step: Step;
  readonly signal: AbortSignal;
  readonly logFolder: string;
  readonly readFile: (path: string) => string | undefined;
}

const buildTimeoutMs = 15 * 60_000;

/**
 * Builds the images of our own sources, each as soon as the images it starts from are at hand. Compose and BuildKit
 * decide what is unchanged, so a second time costs about a second. Gives back those that have to be built later.
 */
export async function buildOwnImages(options: BuildOptions): Promise<ComposeService[]> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([options.signal, giveUp.signal]);
  const results = await Promise.allSettled(
    options.services.map(async (service) => {
      try {
        return await buildImage(service, { ...options, signal });
      } catch (error) {
        giveUp.abort();
        throw error;
      }
    }),
  );
  throwIfInterrupted(options.signal);
  const failures = results.flatMap(({ status, ...rest }) =>
    status === 'rejected' ? [(rest as { reason: unknown }).reason] : [],
  );
  const first = failures.find((failure) => failure instanceof Failure) ?? failures[0];
  if (first !== undefined) throw first;
  return options.services.filter((_, index) => {
    const result = results[index];
    return result?.status === 'fulfilled' && result.value === 'later';
  });
}

async function buildImage(service: ComposeService, options: BuildOptions): Promise<'built' | 'later'> {
  const { latch, compose, step, signal } = options;
  const item = step.item(service.name);
  try {
    const bases = baseImages(options.readFile(service.dockerfile ?? '') ?? '');
    item.update('waiting', bases.length === 0 ? '' : `for ${bases.join(', ')}`);
    const missing = await latch.wait(bases);
    throwIfInterrupted(signal);
    if (missing.length > 0 && missing.every(options.comesLater)) return 'later';
    if (missing.length > 0) {
      throw new Failure(
        `${service.image} cannot be built: its base image ${missing.join(', ')} is not at hand.`,
      );
    }
    item.update('building');
    const count = createBuildStepCount();
    const onLine = (line: string) => item.update('building', readableLine(line), count(line));
    await buildService(service, { compose, signal, logFolder: options.logFolder, onLine });
    return 'built';
  } finally {
    item.end();
  }
}

/** Builds the image of one service. Its own log says everything. */
export async function buildService(
  service: Pick<ComposeService, 'name' | 'image'>,
  options: Pick<BuildOptions, 'compose' | 'signal' | 'logFolder'> & {
    readonly onLine: (line: string) => void;
  },
): Promise<void> {
  const { compose, signal, logFolder, onLine } = options;
  const logFile = join(logFolder, `build-${service.name}.log`);
  const result = await compose(['build', service.name], {
    ...{ signal, logFile, timeoutMs: buildTimeoutMs, onLine },
  });
  throwIfInterrupted(signal);
  if (result.ok) return;
  throw new Failure(`${service.image} could not be built.`, {
    remedy: `Its whole log is ${logFile}. Running npm start again goes on from here.`,
    details: result.tail.slice(-10),
    logFile,
  });
}

/** BuildKit's plain progress without its step numbers and times. */
function readableLine(line: string): string {
  return line.replace(/^#\d+\s+(\d+\.\d+\s+)?/, '').trim();
}
