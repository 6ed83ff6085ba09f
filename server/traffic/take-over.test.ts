import assert from 'node:assert/strict';
import test from 'node:test';
import type { EngineJob, JobSpec } from '../engine/port.ts';
import { takeOver } from './take-over.ts';

const running = { state: 'running', controlAddress: '10.0.0.2' } as EngineJob;

function setUp(more: { resume?: () => Promise<void>; pastState?: EngineJob['state'] } = {}) {
  const calls: string[] = [];
  const done = takeOver({
    jobs: {
      start: ({ id }) => (calls.push(`start ${id}`), Promise.resolve(running)),
      remove: (id) => (calls.push(`remove ${id}`), Promise.resolve()),
      inspect: () => Promise.resolve({ ...running, state: more.pastState ?? 'running' }),
    },
    k6: {
      metrics: () => Promise.resolve({}),
      isReady: () => Promise.resolve(true),
      isPaused: () => Promise.resolve(true),
      resume: more.resume ?? ((address) => (calls.push(`resume ${address}`), Promise.resolve())),
    },
    spec: { id: 'r-abc.2' } as JobSpec,
    pastJob: 'r-abc',
  });
  return { calls, done };
}

test('a job that is ready is told to begin', async () => {
  const { calls, done } = setUp();
  assert.equal(await done, '10.0.0.2');
  assert.deepEqual(calls, ['start r-abc.2', 'resume 10.0.0.2']);
});

test('a job that cannot be told to begin is removed, so that the one before it goes on', async () => {
  const { calls, done } = setUp({ resume: () => Promise.reject(new Error('fetch failed')) });
  await assert.rejects(done, { code: 'engine-failed' });
  assert.deepEqual(calls, ['start r-abc.2', 'remove r-abc.2']);
});

test('nothing takes over from a job that has ended in between', async () => {
  const { calls, done } = setUp({ pastState: 'ended' });
  await assert.rejects(done, { code: 'rate-not-changeable' });
  assert.deepEqual(calls, ['start r-abc.2', 'remove r-abc.2']);
});
