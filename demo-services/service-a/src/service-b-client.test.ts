import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedUrl, startFakeServiceB } from '../test/fake-service-b.ts';
import { DeliveryError } from './delivery.ts';
import { ServiceBClient } from './service-b-client.ts';

const options = { clientTimeoutMs: 5000, retries: 0, retryBackoffMs: 1 };
const message = { text: 'hello', sequence: 1 };

/** The error of a delivery that has to fail. */
async function failureOf(delivery: Promise<unknown>): Promise<DeliveryError> {
  const error = await delivery.then(
    () => assert.fail('was delivered'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DeliveryError, String(error));
  return error;
}

test('a message is delivered with its key', async (t) => {
  const b = await startFakeServiceB(t);
  const delivery = await new ServiceBClient({ ...options, serviceBUrl: b.url }).deliver(message, 'key-1');
  assert.deepEqual(delivery, { attempts: 1, answer: { effect: 'applied', position: 1 } });
  assert.deepEqual(
    b.received.map(({ body }) => body),
    [message],
  );
  assert.equal(b.received[0]?.headers['idempotency-key'], 'key-1');
});

test('retries keep key and message', async (t) => {
  const b = await startFakeServiceB(t, (attempt) => (attempt < 3 ? 503 : 200));
  const client = new ServiceBClient({ ...options, retries: 2, serviceBUrl: b.url });
  assert.equal((await client.deliver(message, 'key-1')).attempts, 3);
  assert.deepEqual(
    b.received.map(({ headers, body }) => [headers['idempotency-key'], body]),
    Array(3).fill(['key-1', message]),
  );
});

test('without retries the first failure is the last', async (t) => {
  const b = await startFakeServiceB(t, () => 503);
  const error = await failureOf(new ServiceBClient({ ...options, serviceBUrl: b.url }).deliver(message, 'k'));
  assert.deepEqual([error.failure, error.status, error.attempts], ['refused', 503, 1]);
  assert.equal(b.received.length, 1);
});

test('what would be refused again is not repeated', async (t) => {
  const b = await startFakeServiceB(t, () => 400);
  const client = new ServiceBClient({ ...options, retries: 5, serviceBUrl: b.url });
  assert.equal((await failureOf(client.deliver(message, 'k'))).attempts, 1);
});

test('silence is a timeout, and is repeated', async (t) => {
  const b = await startFakeServiceB(t, () => 'silence');
  const client = new ServiceBClient({ ...options, clientTimeoutMs: 30, retries: 1, serviceBUrl: b.url });
  const error = await failureOf(client.deliver(message, 'k'));
  assert.deepEqual([error.failure, error.attempts], ['timeout', 2]);
});

test('a closed port is unreachable, and says why', async () => {
  const client = new ServiceBClient({ ...options, retries: 1, serviceBUrl: await closedUrl() });
  const error = await failureOf(client.deliver(message, 'k'));
  assert.match(error.message, /ECONNREFUSED/);
  assert.deepEqual([error.failure, error.attempts], ['unreachable', 2]);
});

test('nothing is repeated for a caller that is gone', async (t) => {
  const caller = new AbortController();
  const b = await startFakeServiceB(t, () => {
    caller.abort();
    return 'silence';
  });
  const client = new ServiceBClient({ ...options, retries: 5, serviceBUrl: b.url });
  await assert.rejects(client.deliver(message, 'k', caller.signal), { name: 'AbortError' });
  assert.equal(b.received.length, 1);
});
