import { join } from 'node:path';
import { catalog } from '../../stack/images/catalog.ts';
import type { ImageResult } from '../../stack/images/image.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { readText } from '../../system/files/read-text.ts';
import type { Step } from '../print/steps.ts';
import { buildOwnImages } from './build-own-images.ts';
import { needsPlugins, type MachineReport } from './check-machine.ts';
import { writeComposeEnvironment } from './compose-environment.ts';
import { readComposeConfig, type ComposeService } from './compose-services.ts';
import type { StartContext } from './context.ts';
import { ensureOnThisMachine, missingOnThisMachine } from './ensure-on-this-machine.ts';
import { createImageLatch, type ImageLatch } from './image-latch.ts';
import type { StartProgress } from './progress.ts';
import { provideImages } from './provide-images.ts';
import { providePlugins } from './provide-plugins.ts';
import { chooseTempo } from './tempo-choice.ts';

/**
 * Makes the images of others available and builds our own. The two overlap: our own need Compose, Buildx and a few of
 * the others' images, and begin as soon as those are there.
 */
export async function prepareImages(
  context: StartContext,
  { context: { engine }, findings }: MachineReport,
  progress: StartProgress,
): Promise<ComposeService[]> {
  const { root, env, signal, steps } = context;
  const facts = {
    env,
    endpoint: engine.facts.endpoint,
    isNative: engine.isNative,
    isRootless: engine.info?.isRootless ?? false,
  };
  writeComposeEnvironment(root, { ...facts, tempo: undefined });
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  const latch = createImageLatch(
    catalog.map(({ reference }) => reference),
    both,
  );
  let services: readonly ComposeService[] = [];
  await allOrFirstCause(stop, [
    steps.run('Images', async (step) => {
      const ensure = ensureOnThisMachine({ root });
      const provided = await provideImages({
        ...{ catalog, ensure, latch, step, signal: both },
        findMissing: missingOnThisMachine,
      });
      Object.assign(progress, { images: provided.results, later: provided.later });
      step.note(imagesNote(provided.results));
    }),
    (async () => {
      if (needsPlugins(findings))
        await steps.run('Plugins', (step) => providePlugins({ ...context, signal: both, step }));
      services = await readServices(context);
      const build = (step: Step) => buildOwn({ ...context, signal: both }, services, latch, step);
      progress.laterServices = await steps.run('Own images', build);
    })(),
  ]);
  const tempo = chooseTempo(env, progress.images);
  writeComposeEnvironment(root, { ...facts, tempo });
  return services.map((service) =>
    service.name === 'tempo' && tempo ? { ...service, image: tempo.image } : service,
  );
}

function buildOwn(context: StartContext, services: readonly ComposeService[], latch: ImageLatch, step: Step) {
  const { compose, signal, logFolder } = context;
  return buildOwnImages({
    services: services.filter(({ dockerfile }) => dockerfile !== undefined),
    ...{ latch, compose, step, signal, logFolder, readFile: readText },
    comesLater: (reference) =>
      catalog.some((image) => image.reference === reference && image.need !== 'main'),
  });
}

/** Waits for all. The first that fails ends the others, and its error is the one that is thrown. */
async function allOrFirstCause(stop: AbortController, work: readonly Promise<void>[]): Promise<void> {
  let cause: { readonly error: unknown } | undefined;
  const watch = (each: Promise<void>) =>
    each.catch((error: unknown) => {
      cause ??= { error };
      stop.abort();
    });
  await Promise.all(work.map(watch));
  if (cause) throw cause.error;
}

async function readServices({ compose, signal }: StartContext): Promise<ComposeService[]> {
  const config = await compose(['config', '--format', 'json'], { signal });
  throwIfInterrupted(signal);
  if (!config.ok) {
    throw new Failure('The Compose files cannot be read.', {
      remedy: 'Check .env and your own override files; git status shows what was changed.',
      details: config.tail.slice(-6),
    });
  }
  return readComposeConfig(config.stdout, join);
}

function imagesNote(results: readonly ImageResult[]): string {
  const count = (how: ImageResult['how']) => results.filter((result) => result.how === how).length;
  const words = (['present', 'pulled', 'built'] as const).map((how) => ({ how, number: count(how) }));
  return words
    .filter(({ number }) => number > 0)
    .map(({ how, number }) => `${number} ${how}`)
    .join(', ');
}
