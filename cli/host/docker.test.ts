import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeDocker } from '../testing/fake-run.ts';
import { composeArguments } from './compose.ts';
import { familiarName, imagesAtHand, listContainers, readEngineInfo } from './docker.ts';

test('reads the containers with the labels that matter', async () => {
  const row = [
    'id1',
    'dsp-api-1',
    'dsp/api:0.1.0',
    'running',
    'Up 2 s (healthy)',
    '127.0.0.1:5050->5050/tcp',
    'dsp',
    'api',
    '',
  ];
  const docker = fakeDocker({ ps: { stdout: `${row.join('\t')}\n` } });
  const [container] = await listContainers(docker, ['label=dsp.job']);
  assert.deepEqual(container, {
    id: 'id1',
    name: 'dsp-api-1',
    image: 'dsp/api:0.1.0',
    state: 'running',
    status: 'Up 2 s (healthy)',
    ports: '127.0.0.1:5050->5050/tcp',
    project: 'dsp',
    service: 'api',
    job: '',
  });
  assert.match(docker.asked[0] ?? '', /ps --all --no-trunc --filter label=dsp\.job --format/);
});

test('an engine that does not answer is not an engine without containers', async () => {
  await assert.rejects(listContainers(fakeDocker({ ps: { exitCode: 1 } })), /did not list its containers/);
  assert.equal(await readEngineInfo(fakeDocker({ info: { exitCode: 1 } })), undefined);
  assert.equal(await readEngineInfo(fakeDocker({ info: { stdout: '{"ServerErrors":["x"]}' } })), undefined);
});

test('finds images by the name that docker lists them under', async () => {
  const docker = fakeDocker({ images: { stdout: 'prom/prometheus:v3.12.0\nnode:24\n' } });
  const wanted = ['prom/prometheus:v3.12.0', 'docker.io/library/node:24', 'grafana/grafana:1'];
  assert.deepEqual([...(await imagesAtHand(docker, wanted))], wanted.slice(0, 2));
  assert.equal(familiarName('redis'), 'redis:latest');
  assert.equal(familiarName('ghcr.io/a/b:1@sha256:00ff'), 'ghcr.io/a/b:1');
  assert.equal(familiarName('localhost:5000/a'), 'localhost:5000/a:latest');
});

test("keeps the user's own environment file when it names ours", () => {
  const all = composeArguments('/r', () => true).join(' ');
  assert.match(all, /--env-file \S*\.env --env-file \S*compose\.env --progress plain/);
  assert.equal(composeArguments('/r', () => false).join(' '), '--progress plain');
});
