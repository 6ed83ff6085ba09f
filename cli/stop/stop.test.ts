import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../contract/client.ts';
import { exitCodes, type Failure } from '../failure.ts';
import { createSteps } from '../print/steps.ts';
import { fakeDocker, type FakeAnswer } from '../testing/fake-run.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import { mayRemoveVolumes } from './may-remove-volumes.ts';
import { stopPlatform } from './stop-platform.ts';

const row = (name: string, state: string, job: string, service = '') =>
  [name, name, 'image', state, 'Up', '', service === '' ? '' : 'dsp', service, job].join('\t');

async function stop(
  docker: ReturnType<typeof fakeDocker>,
  options: { api?: Client; removeVolumes?: boolean; compose?: FakeAnswer } = {},
) {
  const terminal = fakeTerminal();
  const compose = fakeDocker({ down: options.compose ?? {} });
  const answering = (() =>
    Promise.resolve({ faults: [{}], runs: [{}, {}], healed: true })) as unknown as Client;
  await stopPlatform({
    api: options.api ?? answering,
    ...{ docker, compose },
    steps: createSteps({ terminal, isInterrupted: () => false, now: () => 0 }),
    signal: new AbortController().signal,
    removeVolumes: options.removeVolumes ?? false,
    stopBackground: () => Promise.resolve(true),
  });
  return { text: terminal.text(), compose: compose.asked };
}

const jobs = [
  row('f1', 'running', 'fault'),
  row('t1', 'running', 'traffic'),
  row('t0', 'exited', 'traffic'),
].join('\n');
const services = [
  row('dsp-api-1', 'running', '', 'api'),
  row('dsp-service-b-1', 'paused', '', 'service-b'),
].join('\n');
const engine = () =>
  fakeDocker({
    'ps --all --no-trunc --filter label=dsp.job': { stdout: jobs },
    'ps --all --no-trunc --filter label=com.docker.compose.project=dsp': { stdout: services },
  });

test('faults and traffic end first, then the jobs with the grace that Pumba needs, then the containers', async () => {
  const docker = engine();
  const { text, compose } = await stop(docker);
  assert.match(text, /1 faults ended and healed, 2 runs of traffic stopped/);
  const changes = docker.asked.filter((line) => !line.startsWith('ps '));
  assert.deepEqual(changes, [
    'stop --time 10 t1',
    'stop --time 45 f1',
    'rm --force f1 t1 t0',
    'unpause dsp-service-b-1',
  ]);
  assert.deepEqual(compose, ['down']);
  assert.match(text, /Containers\s+0\.0 s\s+2 removed/);
});

test('without the API the jobs are still ended', async () => {
  const docker = engine();
  const { text } = await stop(docker, { api: (() => Promise.reject(new Error('no'))) as unknown as Client });
  assert.match(text, /the Platform API does not answer/);
  assert.ok(docker.asked.includes('rm --force f1 t1 t0'));
});

test('stopping what does not run is no failure', async () => {
  const { text } = await stop(fakeDocker({}));
  assert.match(text, /none were there/);
});

test('the data goes only when told', async () => {
  assert.deepEqual((await stop(fakeDocker({}), { removeVolumes: true })).compose, ['down --volumes']);
});

test('containers that cannot be removed are a failure with the words of Compose', async () => {
  await assert.rejects(
    stop(fakeDocker({}), { compose: { exitCode: 1, tail: ['busy'] } }),
    (error: Failure) => {
      assert.deepEqual(error.details, ['busy']);
      return true;
    },
  );
});

test('the data is removed by consent only: --yes, or a person who says so', async () => {
  const never = () => assert.fail('nobody is to be asked');
  assert.equal(await mayRemoveVolumes({ yes: true, isTty: false, ask: never }), true);
  for (const answer of [true, false]) {
    assert.equal(
      await mayRemoveVolumes({ yes: false, isTty: true, ask: () => Promise.resolve(answer) }),
      answer,
    );
  }
  await assert.rejects(mayRemoveVolumes({ yes: false, isTty: false, ask: never }), (error: Failure) => {
    assert.equal(error.exitCode, exitCodes.usage);
    assert.match(error.remedy ?? '', /--volumes --yes/);
    return true;
  });
});
