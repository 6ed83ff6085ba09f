import { join } from 'node:path';
import { catalog } from '../../stack/images/catalog.ts';
import type { ImageResult, ImageSpec } from '../../stack/images/image.ts';
import { isPackageManagerInterrupted, repairPackages } from '../engine/repair-packages.ts';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { confirm } from '../host/ask.ts';
import { imagesAtHand } from '../host/docker.ts';
import { readText } from '../host/machine.ts';
import { apiFailure, apiUrl, connectApi } from '../platform/api.ts';
import type { Step } from '../print/steps.ts';
import { findPortConflicts } from '../preflight/ports.ts';
import { thisHost } from '../preflight/this-host.ts';
import { bringUp } from './bring-up.ts';
import { buildOwnImages } from './build-own-images.ts';
import { checkMachine, needsPlugins, type MachineReport } from './check-machine.ts';
import { writeComposeEnvironment } from './compose-environment.ts';
import { chooseServices, readComposeConfig, type ComposeService, type LeftOut } from './compose-services.ts';
import type { StartContext } from './context.ts';
import { startDemonstrationTraffic } from './demonstration-traffic.ts';
import { ensureOnThisMachine, missingOnThisMachine } from './ensure-on-this-machine.ts';
import { httpProbe } from './http-probe.ts';
import { createImageLatch, type ImageLatch } from './image-latch.ts';
import { partProbes } from './part-probes.ts';
import { meansOfThisMachine, provideEngine } from './provide-engine.ts';
import { provideImages } from './provide-images.ts';
import { providePlugins } from './provide-plugins.ts';
import { telemetrySigns } from './telemetry-signs.ts';
import { chooseTempo } from './tempo-choice.ts';
import { waitForHealth } from './wait-for-health.ts';
import { waitForTelemetry } from './wait-for-telemetry.ts';

/** What a start has brought about so far; it is told step by step, so that an early end can tell it too. */
export interface StartProgress {
  images: readonly ImageResult[];
  /** Images that the background work should make available. */
  later: readonly ImageSpec[];
  /** Services whose own images stand on one of those. */
  laterServices: readonly ComposeService[];
  services: readonly string[];
  leftOut: readonly LeftOut[];
  isUp: boolean;
  isLive: boolean;
  runId: string | undefined;
}

/** Starts the platform from whatever is there, top to bottom. Each step leaves alone what is already right. */
export async function startPlatform(context: StartContext, progress: StartProgress): Promise<void> {
  const report = await prepareMachine(context);
  const services = await prepareImages(context, report, progress);
  await startContainers(context, report, services, progress);
  if (context.wantsTraffic) await startTraffic(context, progress);
}

async function prepareMachine(context: StartContext): Promise<MachineReport> {
  const { steps, signal } = context;
  let report = await steps.run('Preflight', (step) => checkMachine(context, step));
  const { machine } = report.context.host;
  if (report.context.engine.state.kind !== 'reachable') {
    const { facts } = report.context.engine;
    const means = meansOfThisMachine({ ...context, facts, machine });
    const ask = (question: string) => confirm(question, signal);
    await steps.run('Engine', (step) => provideEngine({ ...context, facts, machine, means, step, ask }));
    // The rest of the preflight could not be known before.
    report = await steps.run('Preflight of the engine', (step) => {
      const again = ['compose', 'buildx', 'ports'];
      return checkMachine(context, step, ({ id, needsEngine }) => needsEngine || again.includes(id));
    });
  }
  if (machine.isRoot && isPackageManagerInterrupted()) {
    const logFile = join(context.logFolder, 'packages.log');
    await steps.run('Package manager', () => repairPackages({ ...context, logFile }));
  }
  return report;
}

/**
 * Makes the images of others available and builds our own. The two overlap: our own need Compose, Buildx and a few of
 * the others' images, and begin as soon as those are there.
 */
async function prepareImages(
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

async function startContainers(
  context: StartContext,
  { context: { containers } }: MachineReport,
  services: readonly ComposeService[],
  progress: StartProgress,
): Promise<void> {
  const { steps, docker, compose, signal, logFolder, env } = context;
  await steps.run('Containers', async (step) => {
    const [atHand, conflicts] = await Promise.all([
      imagesAtHand(
        docker,
        services.map(({ image }) => image),
        signal,
      ),
      findPortConflicts(thisHost(docker), containers),
    ]);
    const chosen = chooseServices(services, atHand, new Set(conflicts.map(({ part }) => part.service)));
    const missing = chosen.leftOut.find(({ part }) => part.needed);
    if (missing) throw new Failure(`${missing.part.title} cannot be started: ${missing.reason}.`);
    Object.assign(progress, { services: chosen.start, leftOut: chosen.leftOut });
    const item = step.item('compose');
    const onLine = (line: string) => item.update('starting', line.trim());
    await bringUp({ compose, services: chosen.start, signal, logFolder, onLine }).finally(() => item.end());
    progress.isUp = true;
    step.note(chosen.start.join(', '));
  });
  await steps.run('Health', (step) =>
    waitForHealth({
      services: progress.services,
      probes: partProbes(httpProbe, env),
      ...{ docker, step, signal },
    }),
  );
}

async function startTraffic(context: StartContext, progress: StartProgress): Promise<void> {
  const { steps, signal, env } = context;
  const api = connectApi(env);
  const { run, isNew } = await steps.run('Traffic', async (step) => {
    const started = await startDemonstrationTraffic(api, signal).catch((error: unknown) => {
      throw apiFailure(error, apiUrl(env));
    });
    step.note(
      `${started.run.rps} requests per second to ${started.run.targetUrl}${started.isNew ? '' : ', already running'}`,
    );
    return started;
  });
  progress.runId = run.id;
  await steps.run('Metrics and traces', async (step) => {
    // What was there before proves nothing: of a run that goes on, something recent has to be seen.
    const since = isNew ? new Date(run.createdAt) : new Date(Date.now() - recentMs);
    await waitForTelemetry({
      signs: telemetrySigns(httpProbe, { id: run.id, since }),
      ...{ step, signal },
      hopeless: async () => {
        const now = await api('trafficGet', { params: { id: run.id } }, signal).catch(() => undefined);
        const isOver = now?.state === 'failed' || now?.state === 'stopped' || now?.state === 'finished';
        return isOver
          ? `The traffic is over (${now.state}): ${now.reason ?? 'no reason was given'}.`
          : undefined;
      },
    });
  });
  progress.isLive = true;
}

const recentMs = 15_000;

function imagesNote(results: readonly ImageResult[]): string {
  const count = (how: ImageResult['how']) => results.filter((result) => result.how === how).length;
  const words = (['present', 'pulled', 'built'] as const).map((how) => ({ how, number: count(how) }));
  return words
    .filter(({ number }) => number > 0)
    .map(({ how, number }) => `${number} ${how}`)
    .join(', ');
}
