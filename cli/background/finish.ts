import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageProgress, ImageSpec } from '../../stack/images/image.ts';
import { createImageLatch, type ImageLatch } from '../start/image-latch.ts';
import type { ImageRecord } from '../start/last-start.ts';
import type { EnsureImages } from '../start/provide-images.ts';
import type { BackgroundPart, BackgroundState } from './state.ts';

/** A service whose own image is built once the images it stands on are there. */
export interface LaterService {
  readonly name: string;
  readonly image: string;
  readonly bases: readonly string[];
}

export interface FinishOptions {
  readonly images: readonly ImageSpec[];
  readonly services: readonly LaterService[];
  readonly ensure: EnsureImages;
  /** Whether a service of the Compose project has the name of this image. */
  readonly isService: (name: string) => boolean;
  /** Builds the image of a service; throws when that fails. */
  readonly build: (service: LaterService) => Promise<void>;
  /** Starts the service; throws when it cannot be started. */
  readonly join: (service: string) => Promise<void>;
  /** Why the service is not ready yet; `undefined` when it is. */
  readonly probe: (service: string) => Promise<string | undefined>;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly write: (state: Pick<BackgroundState, 'state' | 'parts' | 'endedAt'>) => void;
  readonly readyTimeoutMs?: number;
  readonly pollMs?: number;
}

type SetPart = (name: string, state: BackgroundPart['state'], detail?: string) => void;

const readyTimeoutMs = 120_000;

/** Makes the images available, lets each part join as soon as its image is there, and keeps the state written. */
export async function finishInBackground(options: FinishOptions): Promise<ImageRecord[]> {
  const { images, services, signal, say } = options;
  const names = [...images, ...services].map(({ name }) => name);
  const parts = new Map<string, BackgroundPart>(
    names.map((name) => [name, { name, state: 'waiting', detail: '' }]),
  );
  const write = (state: BackgroundState['state']) =>
    options.write({
      state,
      parts: [...parts.values()],
      endedAt: state === 'running' ? null : new Date().toISOString(),
    });
  const set: SetPart = (name, state, detail = '') => {
    if (signal.aborted) return; // What was cut short has not failed.
    if (parts.get(name)?.state !== state) say(`${name}: ${state}${detail === '' ? '' : `, ${detail}`}`);
    parts.set(name, { name, state, detail });
    write('running');
  };
  write('running');

  const latch = createImageLatch(
    images.map(({ reference }) => reference),
    signal,
  );
  const joining = services.map((service) => buildAndJoin(service, latch, options, set));
  const onProgress = ({ image, phase, detail }: ImageProgress) => {
    const reference = images.find(({ name }) => name === image)?.reference ?? '';
    if (phase === 'ready' || phase === 'failed' || phase === 'left-out')
      latch.settle(reference, phase === 'ready');
    if (phase !== 'ready') return set(image, phase, detail);
    if (!options.isService(image)) return set(image, 'ready');
    joining.push(joinPart(image, options, set));
  };
  const results = await options.ensure(images, { signal, onProgress });
  await Promise.all(joining);

  const hasFailed = [...parts.values()].some(({ state }) => state === 'failed');
  write(signal.aborted ? 'stopped' : hasFailed ? 'failed' : 'finished');
  return results.map(({ name, reference, how, state, seconds }) => ({
    name,
    reference: reference ?? null,
    how: how ?? state,
    seconds,
  }));
}

async function buildAndJoin(
  service: LaterService,
  latch: ImageLatch,
  options: FinishOptions,
  set: SetPart,
): Promise<void> {
  const missing = await latch.wait(service.bases);
  if (options.signal.aborted) return;
  if (missing.length > 0) return set(service.name, 'left-out', `${missing.join(', ')} is not at hand`);
  set(service.name, 'building');
  try {
    await options.build(service);
  } catch (error) {
    if (!options.signal.aborted) set(service.name, 'failed', messageOf(error));
    return;
  }
  await joinPart(service.name, options, set);
}

async function joinPart(service: string, options: FinishOptions, set: SetPart): Promise<void> {
  const { join, probe, signal } = options;
  set(service, 'starting');
  try {
    await join(service);
    const deadline = Date.now() + (options.readyTimeoutMs ?? readyTimeoutMs);
    for (;;) {
      const reason = await probe(service);
      if (reason === undefined) break;
      if (signal.aborted) return;
      if (Date.now() > deadline) return set(service, 'failed', `it did not become ready: ${reason}`);
      await sleep(options.pollMs ?? 500, undefined, { signal }).catch(() => undefined);
    }
    set(service, 'ready');
  } catch (error) {
    if (!signal.aborted) set(service, 'failed', messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
