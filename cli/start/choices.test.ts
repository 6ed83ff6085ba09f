import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { baseImages } from './base-images.ts';
import { composeEnvironment, type ComposeFacts } from './compose-environment.ts';
import { chooseServices, readComposeConfig } from './compose-services.ts';
import { createImageLatch } from './image-latch.ts';
import { chooseTempo } from './tempo-choice.ts';

const services = readComposeConfig(
  JSON.stringify({
    name: 'dsp',
    services: {
      api: {
        image: 'dsp/api:1',
        restart: 'unless-stopped',
        build: { context: '/r', dockerfile: 'server/Dockerfile' },
      },
      grafana: { image: 'grafana:1', restart: 'unless-stopped' },
      shaper: { image: 'dsp/shaper:1', restart: 'no', build: { context: '/r/shaper' } },
      mine: { build: { context: '/home/me/node' } },
    },
  }),
  join,
);

test('reads what matters of the Compose project', () => {
  assert.deepEqual(services[0], {
    name: 'api',
    image: 'dsp/api:1',
    dockerfile: join('/r', 'server/Dockerfile'),
    isOneShot: false,
  });
  assert.equal(services[2]?.isOneShot, true);
  assert.equal(services[2]?.dockerfile, join('/r/shaper', 'Dockerfile'));
  assert.equal(services[3]?.image, 'dsp-mine');
});

test('starts exactly the parts whose images are at hand, and whatever a user has added', () => {
  const { start, leftOut } = chooseServices(services, new Set(['dsp/api:1']), new Set());
  assert.deepEqual(start, ['api', 'mine']);
  assert.deepEqual(
    leftOut.map(({ part, reason }) => [part.service, reason]),
    [['grafana', 'its image grafana:1 is not at hand']],
  );
});

test('leaves out a part whose port is taken', () => {
  const { leftOut } = chooseServices(services, new Set(['dsp/api:1', 'grafana:1']), new Set(['grafana']));
  assert.equal(leftOut[0]?.reason, 'its port is taken by another program');
});

test('finds what a Dockerfile starts from', () => {
  const text = [
    'ARG VERSION=24',
    'FROM --platform=$BUILDPLATFORM node:${VERSION}-slim AS build',
    'RUN echo FROM nothing:1',
    'FROM build AS test',
    'FROM scratch',
    'COPY --from=build /a /a',
    'COPY --from=0 /a /a',
    'COPY --chown=1:1 --from=golang:1.26 /go /go',
    'from debian:bookworm-slim',
  ].join('\n');
  assert.deepEqual(baseImages(text), ['node:24-slim', 'golang:1.26', 'debian:bookworm-slim']);
});

test('work waits for the images that are being made, and hears of those that will not come', async () => {
  const latch = createImageLatch(['node:24', 'golang:1'], new AbortController().signal);
  const order: string[] = [];
  const waiting = latch.wait(['node:24', 'golang:1', 'unknown:1']).then((missing) => {
    order.push('waited');
    return missing;
  });
  latch.settle('node:24', true);
  await Promise.resolve();
  order.push('settled');
  latch.settle('golang:1', false);
  assert.deepEqual(await waiting, ['golang:1']);
  assert.deepEqual(order, ['settled', 'waited']);
  // What was settled once stays so.
  latch.settle('golang:1', true);
  assert.deepEqual(await latch.wait(['golang:1']), ['golang:1']);
});

test('nobody waits any longer once the work is cut short', async () => {
  const abort = new AbortController();
  const waiting = createImageLatch(['node:24'], abort.signal).wait(['node:24']);
  abort.abort();
  assert.deepEqual(await waiting, ['node:24']);
});

const facts: ComposeFacts = {
  env: {},
  caFile: '/etc/ssl/certs/ca-certificates.crt',
  endpoint: { address: 'unix:///var/run/docker.sock', from: 'default' },
  isNative: true,
  isRootless: false,
  socketGroup: 998,
  tempo: { image: 'grafana/tempo:1.5.0', config: 'tempo-1.5.yaml' },
  copy: { version: '1.2.3', build: 'abc', apiDockerfile: 'server/prebuilt.Dockerfile' },
};

test('the Compose files are told the version, the authorities, the group of the socket and the Tempo that is at hand', () => {
  assert.deepEqual(composeEnvironment(facts), {
    DSP_VERSION: '1.2.3',
    DSP_BUILD: 'abc',
    DSP_API_DOCKERFILE: 'server/prebuilt.Dockerfile',
    DSP_CA_FILE: '/etc/ssl/certs/ca-certificates.crt',
    DSP_API_USER: '1000:998',
    DSP_TEMPO_IMAGE: 'grafana/tempo:1.5.0',
    DSP_TEMPO_CONFIG: 'tempo-1.5.yaml',
  });
});

test('another user would be locked out by a socket of root, of a rootless engine, or inside a virtual machine', () => {
  const userOf = (changed: Partial<ComposeFacts>) =>
    composeEnvironment({ ...facts, ...changed })['DSP_API_USER'];
  assert.equal(userOf({ socketGroup: 0 }), undefined);
  assert.equal(userOf({ socketGroup: undefined }), undefined);
  assert.equal(userOf({ isRootless: true }), undefined);
  assert.equal(userOf({ isNative: false }), undefined);
});

test('a socket elsewhere is handed over where paths mean the same inside and outside', () => {
  const endpoint = { address: 'unix:///run/user/1000/docker.sock', from: 'context' } as const;
  assert.equal(composeEnvironment({ ...facts, endpoint })['DSP_DOCKER_SOCKET'], '/run/user/1000/docker.sock');
  assert.equal(composeEnvironment({ ...facts, endpoint, isNative: false })['DSP_DOCKER_SOCKET'], undefined);
});

test('what the user has set wins', () => {
  assert.equal(composeEnvironment({ ...facts, env: { DSP_API_USER: '0:0' } })['DSP_API_USER'], '0:0');
});

test('the configuration fits the Tempo', () => {
  const choose = (reference: string | undefined, env = {}) =>
    chooseTempo(env, [{ name: 'tempo', reference }]);
  assert.deepEqual(choose('grafana/tempo:1.5.0'), { image: 'grafana/tempo:1.5.0', config: 'tempo-1.5.yaml' });
  assert.deepEqual(choose('grafana/tempo:2.9.0'), { image: 'grafana/tempo:2.9.0', config: 'tempo.yaml' });
  assert.equal(choose(undefined), undefined);
  assert.equal(choose('grafana/tempo:1.5.0', { DSP_TEMPO_IMAGE: 'mine:1' }), undefined);
});
