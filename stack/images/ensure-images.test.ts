import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after } from 'node:test';
import { ensureImages, type EnsureImagesOptions } from './ensure-images.ts';
import { createFakeEngine, fakeImage, fakeRecipe } from './fake-engine.ts';
import { recipeHash } from './from-registries/recipe.ts';
import type { ImageProgress } from './image.ts';

const workDirectory = mkdtempSync(join(tmpdir(), 'dsp-images-'));
after(() => rmSync(workDirectory, { recursive: true }));

const settings = (rest: EnsureImagesOptions): EnsureImagesOptions => ({
  workDirectory,
  concurrency: 2,
  ...rest,
});
const isLinux = process.platform === 'linux';
const onLinux = { skip: isLinux ? false : 'images are built on Linux only' };

test('an image that was pulled is taken as it is, with one question to the engine and nothing else', async () => {
  const engine = createFakeEngine(() => 'refuses');
  engine.images.set('a:1', undefined).set('b:1', undefined);
  const images = [fakeImage('a', { recipe: fakeRecipe(engine, 'v1') }), fakeImage('b')];
  const results = await ensureImages(images, settings({ run: engine.run }));
  assert.deepEqual(
    results.map(({ state, how, reference }) => [state, how, reference]),
    [
      ['ready', 'present', 'a:1'],
      ['ready', 'present', 'b:1'],
    ],
  );
  assert.equal(engine.commands.length, 1);
});

test(
  'an image that was built is taken while its recipe is the same and built anew when it changed',
  onLinux,
  async () => {
    const engine = createFakeEngine(() => 'refuses');
    const before = fakeRecipe(engine, 'v1');
    engine.images.set('a:1', recipeHash(before));
    const [same] = await ensureImages([fakeImage('a', { recipe: before })], settings({ run: engine.run }));
    assert.equal(same?.how, 'present');

    const changed = fakeRecipe(engine, 'v2');
    const [anew] = await ensureImages([fakeImage('a', { recipe: changed })], settings({ run: engine.run }));
    assert.equal(anew?.how, 'built');
    assert.equal(engine.images.get('a:1'), recipeHash(changed));
  },
);

test('a registry that gives the image is used before any recipe', async () => {
  const engine = createFakeEngine(() => 'gives');
  const recipe = fakeRecipe(engine, 'v1', () => assert.fail('was built'));
  const [result] = await ensureImages([fakeImage('a', { recipe })], settings({ run: engine.run }));
  assert.equal(result?.how, 'pulled');
});

test(
  'what cannot be pulled is built, or left out with what is missing when there is no recipe',
  onLinux,
  async () => {
    const engine = createFakeEngine(() => 'refuses');
    const images = [fakeImage('built', { recipe: fakeRecipe(engine, 'v1') }), fakeImage('only-pulled')];
    const [built, leftOut] = await ensureImages(images, settings({ run: engine.run }));
    assert.equal(built?.how, 'built');
    assert.equal(leftOut?.state, 'left-out');
    assert.match(leftOut?.message ?? '', /No only-pulled\..*no such host/);
  },
);

test('the official image is preferred; the alternative is built under its own name', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const image = fakeImage('t', { reference: 't:2', alternative: 't:1', recipe: fakeRecipe(engine, 'v1') });
  const [built] = await ensureImages([image], settings({ run: engine.run }));
  assert.equal(built?.reference, 't:1');
  const [again] = await ensureImages([image], settings({ run: engine.run }));
  assert.deepEqual([again?.reference, again?.how], ['t:1', 'present']);
  engine.images.set('t:2', undefined);
  const [official] = await ensureImages([image], settings({ run: engine.run }));
  assert.equal(official?.reference, 't:2');
});

test('pull "never" asks no registry', onLinux, async () => {
  const engine = createFakeEngine(() => assert.fail('was pulled'));
  const image = fakeImage('a', { recipe: fakeRecipe(engine, 'v1') });
  const [result] = await ensureImages([image], settings({ run: engine.run, pull: 'never' }));
  assert.equal(result?.how, 'built');
});

test('one failure is named with its log and stops nothing but what stands on it', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const broken = fakeRecipe(engine, 'v1', () => Promise.reject(new Error('the compiler is unhappy')));
  const base = { name: 'broken', reference: 'broken:1', recipe: broken };
  const images = [
    fakeImage('broken', { recipe: broken }),
    fakeImage('above', { recipe: fakeRecipe(engine, 'v1', undefined, { base }) }),
    fakeImage('other', { recipe: fakeRecipe(engine, 'v1') }),
  ];
  const [first, above, other] = await ensureImages(images, settings({ run: engine.run }));
  assert.equal(first?.state, 'failed');
  assert.equal(first?.message, 'the compiler is unhappy');
  assert.equal(first?.logFile, join(workDirectory, 'logs/images/broken.log'));
  assert.equal(above?.state, 'failed');
  assert.match(above?.message ?? '', /stands on broken:1/);
  assert.equal(other?.state, 'ready');
});

test('a base that is not asked for is made first, once', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const order: string[] = [];
  const note = (name: string) => () => Promise.resolve(void order.push(name));
  const base = { name: 'base', reference: 'base:1', recipe: fakeRecipe(engine, 'b', note('base')) };
  const images = ['x', 'y'].map((name) =>
    fakeImage(name, { recipe: fakeRecipe(engine, name, note(name), { base }) }),
  );
  const results = await ensureImages(images, settings({ run: engine.run }));
  assert.deepEqual(
    results.map(({ state }) => state),
    ['ready', 'ready'],
  );
  assert.equal(order[0], 'base');
  // The other two are made side by side.
  assert.deepEqual(order.slice(1).sort(), ['x', 'y']);
});

test('a changed base makes what stands on it stale', () => {
  const engine = createFakeEngine(() => 'refuses');
  const on = (inputs: string) =>
    recipeHash(
      fakeRecipe(engine, 'same', undefined, {
        base: { name: 'b', reference: 'b:1', recipe: fakeRecipe(engine, inputs) },
      }),
    );
  assert.equal(on('v1'), on('v1'));
  assert.notEqual(on('v1'), on('v2'));
});

test('a registry that hangs costs its time once, not once per image', onLinux, async () => {
  const engine = createFakeEngine(() => 'hangs');
  const images = ['a', 'b', 'c', 'd'].map((name) => fakeImage(name, { recipe: fakeRecipe(engine, 'v1') }));
  const results = await ensureImages(images, settings({ run: engine.run, registryAnswerMs: 20 }));
  assert.deepEqual(
    results.map(({ how }) => how),
    ['built', 'built', 'built', 'built'],
  );
  assert.equal(engine.commands.filter((command) => command.startsWith('docker pull')).length, 1);
});

test('an abort ends what runs, starts nothing new and leaves no build directory', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const interrupt = new AbortController();
  const running = fakeRecipe(engine, 'v1', async () => {
    interrupt.abort();
    await sleep(5);
    throw new Error('killed');
  });
  const later = fakeRecipe(engine, 'v1', () => assert.fail('was started'));
  const images = [fakeImage('running', { recipe: running }), fakeImage('later', { recipe: later })];
  const { signal } = interrupt;
  const results = await ensureImages(images, settings({ run: engine.run, signal, concurrency: 1 }));
  assert.deepEqual(
    results.map(({ state, message }) => [state, message]),
    [
      ['failed', 'It was interrupted.'],
      ['failed', 'It was interrupted.'],
    ],
  );
  assert.deepEqual(readdirSync(join(workDirectory, 'build')), []);
});

test('progress is told as data, from waiting to the end', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const steps: ImageProgress[] = [];
  let clock = 0;
  const recipe = fakeRecipe(engine, 'v1', () => Promise.resolve(void (clock += 3_000)));
  const onProgress = (step: ImageProgress) => steps.push(step);
  await ensureImages(
    [fakeImage('a', { recipe })],
    settings({ run: engine.run, pull: 'never', onProgress, now: () => clock }),
  );
  assert.deepEqual(
    steps.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]),
    ['waiting', 'building', 'ready'],
  );
  assert.equal(steps.at(-1)?.seconds, 3);
});

test('force makes anew what was asked for, not what it stands on', onLinux, async () => {
  const engine = createFakeEngine(() => 'refuses');
  const base = {
    name: 'base',
    reference: 'base:1',
    recipe: fakeRecipe(engine, 'b', () => assert.fail('made')),
  };
  const recipe = fakeRecipe(engine, 'v1', undefined, { base });
  engine.images.set('base:1', recipeHash(base.recipe)).set('a:1', recipeHash(recipe));
  const [result] = await ensureImages(
    [fakeImage('a', { recipe })],
    settings({ run: engine.run, force: true }),
  );
  assert.equal(result?.how, 'built');
});
