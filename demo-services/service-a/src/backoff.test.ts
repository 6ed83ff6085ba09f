import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs } from './backoff.ts';

const longest = (baseMs: number, retry: number) => backoffMs(baseMs, retry, () => 1);

test('the wait doubles from retry to retry', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((retry) => longest(100, retry)),
    [100, 200, 400, 800],
  );
});

test('the wait is bounded', () => {
  assert.equal(longest(100, 10), 10_000);
});

test('jitter spreads the wait over its whole length', () => {
  assert.equal(
    backoffMs(100, 2, () => 0),
    0,
  );
  assert.equal(
    backoffMs(100, 2, () => 0.5),
    100,
  );
});
