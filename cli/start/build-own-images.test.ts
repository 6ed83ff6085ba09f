import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../failure.ts';
import { fakeDocker } from '../testing/fake-run.ts';
import { fakeStep } from '../testing/fake-step.ts';
import { buildOwnImages } from './build-own-images.ts';
import { createImageLatch } from './image-latch.ts';

const services = ['api', 'service-b'].map((name) => ({
  name,
  image: `dsp/${name}:1`,
  dockerfile: `/r/${name}/Dockerfile`,
  isOneShot: false,
}));
const dockerfiles: Record<string, string> = {
  '/r/api/Dockerfile': 'FROM node:24',
  '/r/service-b/Dockerfile': 'FROM golang:1.26',
};

function build(
  compose: ReturnType<typeof fakeDocker>,
  latch = createImageLatch([], new AbortController().signal),
) {
  return buildOwnImages({
    ...{ services, latch, compose, step: fakeStep(), logFolder: '/logs' },
    signal: new AbortController().signal,
    readFile: (path) => dockerfiles[path],
    comesLater: (reference) => reference === 'python:3',
  });
}

test('each image is built as soon as what it stands on is there', async () => {
  const compose = fakeDocker({});
  const latch = createImageLatch(['node:24', 'golang:1.26'], new AbortController().signal);
  const building = build(compose, latch);
  latch.settle('golang:1.26', true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(compose.asked, ['build service-b']);
  latch.settle('node:24', true);
  await building;
  assert.deepEqual(compose.asked, ['build service-b', 'build api']);
});

test('a failure names the image, its log and its last lines', async () => {
  const compose = fakeDocker({ 'build api': { exitCode: 1, tail: ['npm error code E404'] } });
  await assert.rejects(build(compose), (error: Failure) => {
    assert.equal(error.message, 'dsp/api:1 could not be built.');
    assert.match(error.remedy ?? '', /build-api\.log/);
    assert.deepEqual(error.details, ['npm error code E404']);
    return true;
  });
});

test('an image whose base will not come is not waited for', async () => {
  const latch = createImageLatch(['node:24'], new AbortController().signal);
  latch.settle('node:24', false);
  await assert.rejects(
    build(fakeDocker({}), latch),
    /dsp\/api:1 cannot be built: its base image node:24 is not at hand/,
  );
});

test('what stands on an image that comes later is built later', async () => {
  const latch = createImageLatch(['python:3'], new AbortController().signal);
  latch.settle('python:3', false);
  dockerfiles['/r/service-b/Dockerfile'] = 'FROM python:3';
  const compose = fakeDocker({});
  assert.deepEqual(await build(compose, latch), [services[1]]);
  assert.deepEqual(compose.asked, ['build api']);
});
