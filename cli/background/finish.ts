import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageProgress, ImageSpec } from '../../stack/images/image.ts';
import type { ImageRecord } from '../start/last-start.ts';
import type { EnsureImages } from '../start/provide-images.ts';
import type { BackgroundPart, BackgroundState } from './state.ts';

export interface FinishOptions {
  readonly images: readonly ImageSpec[];
  readonly ensure: EnsureImages;
  /** Whether a service of the Compose project has the name of this image. */
  readonly isService: (name: string) => boolean;
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

const readyTimeoutMs = 120_000;

/** Makes the images available, lets each part join as soon as its image is there, and keeps the state written. */
export async function finishInBackground(options: FinishOptions): Promise<ImageRecord[]> {
  const { images, signal, say } = options;
  const parts = new Map<string, BackgroundPart>(
    images.map(({ name }) => [name, { name, state: 'waiting', detail: '' }]),
  );
  const write = (state: BackgroundState['state']) =>
    options.write({
      state,
      parts: [...parts.values()],
      endedAt: state === 'running' ? null : new Date().toISOString(),
    });
  const set = (name: string, state: BackgroundPart['state'], detail = '') => {
    if (parts.get(name)?.state !== state) say(`${name}: ${state}${detail === '' ? '' : `, ${detail}`}`);
    parts.set(name, { name, state, detail });
    write('running');
  };
  write('running');

  const joining: Promise<void>[] = [];
  const onProgress = ({ image, phase, detail }: ImageProgress) => {
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

async function joinPart(
  service: string,
  options: FinishOptions,
  set: (name: string, state: BackgroundPart['state'], detail?: string) => void,
): Promise<void> {
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
    if (!signal.aborted) set(service, 'failed', error instanceof Error ? error.message : String(error));
  }
}
