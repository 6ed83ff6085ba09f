import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

test('an empty environment gives the defaults', () => {
  assert.deepEqual(readConfig({ RETRIES: '' }), {
    port: 80,
    serviceBUrl: new URL('http://service-b'),
    clientTimeoutMs: 2000,
    retries: 0,
    retryBackoffMs: 100,
    acknowledge: 'synchronous',
    outboxLimit: 1000,
    outboxWorkers: 8,
    shutdownDelayMs: 0,
    shutdownGraceMs: 6000,
  });
});

test('every switch is read', () => {
  const config = readConfig({
    PORT: '8080',
    SERVICE_B_URL: 'https://other:8443/base',
    CLIENT_TIMEOUT_MS: '1',
    RETRIES: '10',
    RETRY_BACKOFF_MS: '0',
    ACKNOWLEDGE: 'fire-and-forget',
    OUTBOX_LIMIT: '2',
    OUTBOX_WORKERS: '3',
    SHUTDOWN_DELAY_MS: '4',
    SHUTDOWN_GRACE_MS: '5',
  });
  assert.deepEqual(config, {
    port: 8080,
    serviceBUrl: new URL('https://other:8443/base'),
    clientTimeoutMs: 1,
    retries: 10,
    retryBackoffMs: 0,
    acknowledge: 'fire-and-forget',
    outboxLimit: 2,
    outboxWorkers: 3,
    shutdownDelayMs: 4,
    shutdownGraceMs: 5,
  });
});

test('every wrong variable is named with its bound and value', () => {
  const wrong = { PORT: '0', RETRIES: '1.5', ACKNOWLEDGE: 'maybe', SERVICE_B_URL: 'ftp://b' };
  assert.throws(
    () => readConfig(wrong),
    (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(error.message.split('\n'), [
        'PORT must be an integer from 1 to 65535, but is "0"',
        'SERVICE_B_URL must be an http or https URL, but is "ftp://b"',
        'RETRIES must be an integer from 0 to 10, but is "1.5"',
        'ACKNOWLEDGE must be synchronous or fire-and-forget, but is "maybe"',
      ]);
      return true;
    },
  );
});
