import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageResult, ImageSpec } from '../../stack/images/image.ts';
import type { Failure } from '../failure.ts';
import { fakeStep } from '../testing/fake-step.ts';
import { createImageLatch } from './image-latch.ts';
import { progressShower, provideImages, type EnsureImages } from './provide-images.ts';

const image = (name: string, need: ImageSpec['need']): ImageSpec => ({
  name,
  need,
  reference: `${name}:1`,
  without: '',
});
const catalog = [image('node', 'main'), image('loki', 'background'), image('grafana', 'optional')];

const result = (name: string, state: ImageResult['state']): ImageResult => ({
  name,
  state,
  need: 'main',
  reference: state === 'ready' ? `${name}:1` : undefined,
  how: state === 'ready' ? 'built' : undefined,
  seconds: 1,
  message: state === 'ready' ? '' : 'no network',
  logFile: '/logs/x.log',
});

/** Answers at once with these states; `never` waits for the end. */
function ensureWith(states: Record<string, ImageResult['state'] | 'never'>): EnsureImages {
  return (images, { signal, onProgress }) =>
    Promise.all(
      images.map(async ({ name }) => {
        const state = states[name] ?? 'ready';
        onProgress({ image: name, phase: 'building', detail: 'at work', seconds: 0 });
        if (state === 'never') {
          await new Promise<void>((resolve) =>
            signal.addEventListener('abort', () => resolve(), { once: true }),
          );
          return result(name, 'failed');
        }
        onProgress({ image: name, phase: state, detail: '', seconds: 2 });
        return result(name, state);
      }),
    );
}

const provide = (
  states: Record<string, ImageResult['state'] | 'never'>,
  latch = createImageLatch(['node:1'], new AbortController().signal),
) =>
  provideImages({
    ...{ catalog, latch, optionalGraceMs: 20 },
    ensure: ensureWith(states),
    findMissing: (images) => Promise.resolve(images),
    step: fakeStep(),
    signal: new AbortController().signal,
  });

test('what is needed is made, what is not follows in the background, what cannot be had is left out', async () => {
  const provided = await provide({ grafana: 'left-out' });
  assert.deepEqual(
    provided.results.map(({ name, state }) => [name, state]),
    [
      ['node', 'ready'],
      ['grafana', 'left-out'],
    ],
  );
  assert.deepEqual(
    provided.later.map(({ name }) => name),
    ['loki'],
  );
});

test('a slow optional image does not hold the start: it goes on in the background', async () => {
  const provided = await provide({ grafana: 'never' });
  assert.deepEqual(
    provided.later.map(({ name }) => name),
    ['grafana', 'loki'],
  );
});

test('work that stands on a later image hears at once that it has to wait', async () => {
  const latch = createImageLatch(['node:1', 'loki:1'], new AbortController().signal);
  const waiting = latch.wait(['loki:1']);
  await provide({}, latch);
  assert.deepEqual(await waiting, ['loki:1']);
});

test('one failure is named with its log, and nobody waits for the image any longer', async () => {
  const latch = createImageLatch(['node:1'], new AbortController().signal);
  const waiting = latch.wait(['node:1']);
  await assert.rejects(provide({ node: 'failed' }, latch), (error: Failure) => {
    assert.match(error.message, /The image "node" could not be made available: no network/);
    assert.match(error.remedy ?? '', /goes on from here\. Its whole log is \/logs\/x\.log/);
    return true;
  });
  assert.deepEqual(await waiting, ['node:1']);
});

test('what becomes of an image is told at once', () => {
  const step = fakeStep();
  const show = progressShower(step);
  show({ image: 'k6', phase: 'building', detail: 'go build', seconds: 0 });
  show({ image: 'node', phase: 'ready', detail: '', seconds: 0 });
  show({ image: 'k6', phase: 'ready', detail: '', seconds: 61 });
  show({ image: 'loki', phase: 'failed', detail: 'no network', seconds: 3 });
  assert.deepEqual(step.lines, [
    'k6 building go build',
    'k6 is ready after 1 min 01 s',
    'loki failed: no network',
  ]);
});

test('an image is announced as soon as it is ready, not when all are', async () => {
  const latch = createImageLatch(['node:1', 'k6:1'], new AbortController().signal);
  const ensure: EnsureImages = async (images, { onProgress }) => {
    if (images.length === 0) return [];
    onProgress({ image: 'node', phase: 'ready', detail: '', seconds: 1 });
    assert.deepEqual(await latch.wait(['node:1']), []);
    return images.map(({ name }) => result(name, 'ready'));
  };
  await provideImages({
    ...{ catalog: [image('node', 'main'), image('k6', 'main')], ensure, latch, step: fakeStep() },
    findMissing: () => Promise.resolve([]),
    signal: new AbortController().signal,
  });
});
