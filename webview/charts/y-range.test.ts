import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extentOf, yRange } from './y-range.ts';

test('an axis begins at zero, or below where values are', () => {
  assert.deepEqual(yRange('reqps', 5, 10, undefined), [0, 12]);
  assert.deepEqual(yRange('reqps', -4, 10, undefined), [-4, 12]);
  assert.deepEqual(yRange('reqps', null, null, undefined), [0, 1]);
  assert.deepEqual(yRange('percent', 0, 100, undefined), [0, 110]);
  assert.deepEqual(yRange('bool', 0, 1, undefined), [0, 1.5]);
});

test('a little more or less does not move the axis, and the highest value always fits', () => {
  for (let max = 1; max < 100; max += 0.1) {
    const [, top] = yRange('reqps', 0, max, [0, 24]);
    assert.ok(top >= max * 1.05, `${max} in ${top}`);
    assert.ok(top <= max * 1.5 + 1e-9, `${max} in ${top}`);
  }
  assert.deepEqual(yRange('reqps', 0, 21, [0, 24]), [0, 24]);
  assert.deepEqual(yRange('reqps', 0, 40, [0, 24]), [0, 48]);
  assert.deepEqual(yRange('reqps', 0, 5, [0, 24]), [0, 6]);
});

test('a line that begins or ends without a value has an extent all the same', () => {
  const times = Float64Array.of(1, 2, 3, 4);
  const lines = [Float64Array.of(NaN, 5, 2, NaN), Float64Array.of(NaN, NaN, NaN, NaN)];
  assert.deepEqual(extentOf(times, lines, { from: 0, to: 10 }), [2, 5]);
  assert.deepEqual(extentOf(times, lines, { from: 2.5, to: 3 }), [2, 2]);
  assert.deepEqual(extentOf(times, lines, { from: 4, to: 10 }), [null, null]);
  assert.deepEqual(extentOf(times, [], { from: 0, to: 10 }), [null, null]);
});
