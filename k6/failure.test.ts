import assert from 'node:assert/strict';
import test from 'node:test';
import { failureOf } from './failure.ts';

test('statuses from 200 to 399 are a success unless others are expected', () => {
  assert.equal(failureOf({ status: 204, error_code: 0 }, null), undefined);
  assert.equal(failureOf({ status: 302, error_code: 0 }, null), undefined);
  assert.equal(failureOf({ status: 404, error_code: 1404 }, null), 'http-4xx');
  assert.equal(failureOf({ status: 503, error_code: 1503 }, null), 'http-5xx');
  assert.equal(failureOf({ status: 503, error_code: 1503 }, [200, 503]), undefined);
  assert.equal(failureOf({ status: 204, error_code: 0 }, [200]), 'status');
});

test('without an answer the kind of the error is told', () => {
  const kindOf = (error_code: number) => failureOf({ status: 0, error_code }, null);
  assert.deepEqual([1050, 1101, 1212, 1220, 1211, 1310, 1000].map(kindOf), [
    'timeout',
    'dns',
    'refused',
    'reset',
    'timeout',
    'tls',
    'other',
  ]);
});
