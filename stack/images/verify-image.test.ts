import assert from 'node:assert/strict';
import test from 'node:test';
import { promises, type ImagePromise } from './image-promises.ts';
import { catalog } from './catalog.ts';
import { judgeConfig } from './verify-image.ts';

const k6 = promises['k6'] as ImagePromise;

test('an image as promised has no problem', () => {
  assert.deepEqual(judgeConfig('k6:1', { Entrypoint: ['k6'], User: '12345', Env: ['PATH=/bin'] }, k6), []);
});

test('another entrypoint, another user and settings of this machine are named', () => {
  const env = ['PATH=/bin', 'HTTPS_PROXY=http://proxy.example', 'NODE_EXTRA_CA_CERTS=/x', 'no_proxy=a'];
  const problems = judgeConfig('k6:1', { Entrypoint: null, User: 'root', Env: env }, k6);
  assert.equal(problems.length, 5);
});

test('every image that can be built has promises', () => {
  for (const { name, recipe } of catalog) if (recipe) assert.ok(promises[name], name);
});
