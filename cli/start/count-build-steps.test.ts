import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBuildStepCount } from './count-build-steps.ts';

test('the steps of all stages that were met are counted, each when it is done', () => {
  const count = createBuildStepCount();
  assert.equal(count('#1 [internal] load build definition from Dockerfile'), undefined);
  assert.equal(count('#1 DONE 0.0s'), undefined);
  assert.deepEqual(count('#5 [build 1/2] FROM docker.io/library/node:24'), {
    done: 0,
    total: 2,
    unit: 'steps',
  });
  assert.deepEqual(count('#5 CACHED'), { done: 1, total: 2, unit: 'steps' });
  assert.deepEqual(count('#6 [build 2/2] RUN npm ci'), { done: 1, total: 2, unit: 'steps' });
  assert.deepEqual(count('#6 1.302 added 12 packages'), { done: 1, total: 2, unit: 'steps' });
  assert.deepEqual(count('#7 [stage-1  1/10] WORKDIR /app'), { done: 1, total: 12, unit: 'steps' });
  assert.deepEqual(count('#6 DONE 1.4s'), { done: 2, total: 12, unit: 'steps' });
});

test('a Dockerfile of one stage has no name before its steps', () => {
  assert.deepEqual(createBuildStepCount()('#4 [1/3] FROM scratch'), { done: 0, total: 3, unit: 'steps' });
});
