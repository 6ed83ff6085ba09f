import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLayerCount } from './count-layers.ts';

test('layers are counted once each, whatever is said of them on the way', () => {
  const count = createLayerCount();
  assert.equal(count('3.12: Pulling from library/python'), undefined);
  assert.deepEqual(count('0123456789ab: Pulling fs layer'), { done: 0, total: 1, unit: 'layers' });
  assert.deepEqual(count('ba9876543210: Already exists'), { done: 1, total: 2, unit: 'layers' });
  assert.deepEqual(count('0123456789ab: Download complete'), { done: 1, total: 2, unit: 'layers' });
  assert.deepEqual(count('0123456789ab: Pull complete'), { done: 2, total: 2, unit: 'layers' });
  assert.deepEqual(count('Digest: sha256:0123456789ab'), { done: 2, total: 2, unit: 'layers' });
});
