import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { closedUrl, startFakeServiceB } from '../test/fake-service-b.ts';
import { startApp } from './app.ts';
import { readConfig, type Config } from './config.ts';
import type { Logger } from './logging.ts';

const ignore = () => undefined;
const silence: Logger = { info: ignore, warn: ignore, error: ignore };

async function start(t: TestContext, changes: Partial<Config>) {
  const app = await startApp({ ...readConfig({}), ...changes, port: 0 }, silence);
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= app.stop());
  t.after(stop);
  return { url: `http://127.0.0.1:${app.port}`, stop };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** Promise.withResolvers, which Node 20 does not have. */
function deferred<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((r) => (resolve = r));
  return { promise, resolve };
}

/** Whether a new connection is taken. */
const isReachable = (url: string) =>
  fetch(`${url}/health`).then(
    () => true,
    () => false,
  );

/** Checks that a response is a problem, and returns what it says. */
async function problemOf(response: Response, status: number): Promise<Record<string, unknown>> {
  assert.equal(response.status, status);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  const problem = (await response.json()) as Record<string, unknown>;
  assert.equal(problem.status, status);
  return problem;
}

test('a message is passed on, with its key, and acknowledged after ServiceB has answered', async (t) => {
  const b = await startFakeServiceB(t);
  const { url } = await start(t, { serviceBUrl: b.url });
  const sent = { text: 'hello', sequence: 3, extra: true };
  const response = await post(`${url}/api/message-a`, sent, { 'idempotency-key': 'key-1' });
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {
    idempotencyKey: 'key-1',
    attempts: 1,
    serviceB: { effect: 'applied', position: 1 },
  });
  assert.equal(b.received[0]?.headers['idempotency-key'], 'key-1');
  assert.deepEqual(b.received[0]?.body, { text: 'hello', sequence: 3 });
});

test('every message without a key gets its own', async (t) => {
  const b = await startFakeServiceB(t);
  const { url } = await start(t, { serviceBUrl: b.url });
  await post(`${url}/api/message-a`, {});
  await fetch(`${url}/api/message-a`, { method: 'POST' });
  const [first, second] = b.received.map(({ headers }) => headers['idempotency-key']);
  assert.match(String(first), /^[0-9a-f-]{36}$/);
  assert.notEqual(first, second);
});

test('bad requests get problems that say what is wrong', async (t) => {
  const b = await startFakeServiceB(t);
  const { url } = await start(t, { serviceBUrl: b.url });
  const cases: [
    path: string,
    body: unknown,
    status: number,
    detail: RegExp,
    headers?: Record<string, string>,
  ][] = [
    ['/api/message-a', '{"text":', 400, /not valid JSON/],
    ['/api/message-a', '[]', 400, /one JSON object/],
    ['/api/message-a', 'null', 400, /one JSON object/],
    ['/api/message-a', '['.repeat(16_000), 400, /not valid JSON/],
    ['/api/message-a', { text: 5 }, 400, /^text must be a string of at most 4096 characters, but is 5\.$/],
    ['/api/message-a', { text: null }, 400, /but is null/],
    ['/api/message-a', { text: 'é'.repeat(4097) }, 400, /at most 4096 characters, but is ".{1,110}\.$/],
    [
      '/api/message-a',
      { sequence: -1 },
      400,
      /^sequence must be an integer from 0 to 9007199254740991, but is -1\.$/,
    ],
    ['/api/message-a', { sequence: 1.5 }, 400, /but is 1.5/],
    ['/api/message-a', { sequence: '1' }, 400, /but is "1"/],
    ['/api/message-a', '{"sequence":9007199254740993}', 400, /sequence must be/],
    ['/api/message-a', {}, 400, /^idempotency-key must be/, { 'idempotency-key': 'k'.repeat(257) }],
    ['/api/message-a', ' '.repeat(16_385), 413, /at most 16384 bytes/],
    ['/api/message-a', {}, 415, /application\/json/, { 'content-type': 'text/plain' }],
    ['/api/message-a', {}, 415, /UTF-8/, { 'content-type': 'application/json; charset=latin1' }],
    ['/api/message-a', {}, 415, /encoding/, { 'content-encoding': 'gzip' }],
    ['/api/error', { status: 200 }, 400, /^status must be an integer from 400 to 599, but is 200\.$/],
    ['/api/error', { probability: 2 }, 400, /^probability must be a number from 0 to 1, but is 2\.$/],
    ['/api/error', { delayMs: 60_001 }, 400, /^delayMs must be an integer from 0 to 60000, but is 60001\.$/],
    ['/nowhere', {}, 404, /There is no \/nowhere here/],
  ];
  for (const [path, body, status, detail, headers] of cases) {
    const problem = await problemOf(await post(url + path, body, headers), status);
    assert.match(String(problem.detail), detail);
  }
  assert.deepEqual(b.received, []);
});

test('every wrong field is named', async (t) => {
  const { url } = await start(t, {});
  const problem = await problemOf(await post(`${url}/api/error`, { status: 1, delayMs: 'x' }), 400);
  assert.deepEqual(problem.errors, [
    { field: 'status', bound: 'an integer from 400 to 599', value: 1 },
    { field: 'delayMs', bound: 'an integer from 0 to 60000', value: 'x' },
  ]);
});

test('a wrong method is told the right one', async (t) => {
  const { url } = await start(t, {});
  const response = await fetch(`${url}/api/message-a?x=1`);
  assert.equal(response.headers.get('allow'), 'POST');
  await problemOf(response, 405);
});

test('a ServiceB that is silent, unreachable or failing is told apart', async (t) => {
  const silent = await startFakeServiceB(t, () => 'silence');
  const failing = await startFakeServiceB(t, () => 500);
  const cases = [
    {
      serviceBUrl: silent.url,
      status: 504,
      type: 'urn:dsp:problem:upstream-timeout',
      upstreamStatus: undefined,
    },
    { serviceBUrl: await closedUrl(), status: 502, type: 'urn:dsp:problem:upstream-unreachable' },
    { serviceBUrl: failing.url, status: 502, type: 'urn:dsp:problem:upstream-refused', upstreamStatus: 500 },
  ];
  for (const { serviceBUrl, status, type, upstreamStatus } of cases) {
    const { url } = await start(t, { serviceBUrl, clientTimeoutMs: 50, retries: 1, retryBackoffMs: 1 });
    const problem = await problemOf(await post(`${url}/api/message-a`, {}), status);
    assert.deepEqual([problem.type, problem.attempts, problem.upstreamStatus], [type, 2, upstreamStatus]);
  }
});

test('errors come as asked', async (t) => {
  const { url } = await start(t, {});
  assert.equal(
    (await problemOf(await post(`${url}/api/error`, {}), 500)).type,
    'urn:dsp:problem:requested-error',
  );
  await problemOf(await post(`${url}/api/error`, { status: 429 }), 429);
  assert.deepEqual(await (await post(`${url}/api/error`, { probability: 0 })).json(), { failed: false });
  const began = performance.now();
  await problemOf(await post(`${url}/api/error`, { delayMs: 50, status: 503 }), 503);
  assert.ok(performance.now() - began >= 49);
});

test('fire and forget acknowledges at once, up to the limit of its queue', async (t) => {
  const { promise: answer, resolve: answerWith } = deferred<number>();
  const b = await startFakeServiceB(t, () => answer);
  const { url, stop } = await start(t, {
    serviceBUrl: b.url,
    acknowledge: 'fire-and-forget',
    clientTimeoutMs: 60_000,
    outboxLimit: 2,
    outboxWorkers: 1,
  });
  const send = (key: string) => post(`${url}/api/message-a`, {}, { 'idempotency-key': key });
  for (const key of ['1', '2', '3']) {
    const response = await send(key);
    assert.equal(response.status, 202);
    assert.deepEqual(await response.json(), { idempotencyKey: key });
  }
  const full = await send('4');
  assert.equal(full.headers.get('retry-after'), '1');
  assert.equal((await problemOf(full, 503)).type, 'urn:dsp:problem:outbox-full');

  answerWith(200);
  await stop(); // delivers what is in the queue
  assert.deepEqual(
    b.received.map(({ headers }) => headers['idempotency-key']),
    ['1', '2', '3'],
  );
});

test('what cannot be delivered within the grace is given up', async (t) => {
  const b = await startFakeServiceB(t, () => 'silence');
  const { url, stop } = await start(t, {
    serviceBUrl: b.url,
    acknowledge: 'fire-and-forget',
    clientTimeoutMs: 60_000,
    shutdownGraceMs: 20,
  });
  await post(`${url}/api/message-a`, {});
  const began = performance.now();
  await stop();
  assert.ok(performance.now() - began < 30_000);
});

test('requests at hand are finished and new connections refused', async (t) => {
  const { promise: answer, resolve: answerWith } = deferred<number>();
  const { promise: arrived, resolve: arrive } = deferred<void>();
  const b = await startFakeServiceB(t, () => {
    arrive();
    return answer;
  });
  const { url, stop } = await start(t, {
    serviceBUrl: b.url,
    clientTimeoutMs: 60_000,
    shutdownGraceMs: 60_000,
  });
  const atHand = post(`${url}/api/message-a`, {});
  await arrived;
  const stopped = stop();
  while (await isReachable(url)) await sleep(5);

  answerWith(200);
  const response = await atHand;
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('connection'), 'close');
  await stopped;
});

test('requests that outlast the grace are cut off', async (t) => {
  const { promise: arrived, resolve: arrive } = deferred<void>();
  const b = await startFakeServiceB(t, () => {
    arrive();
    return 'silence';
  });
  const { url, stop } = await start(t, { serviceBUrl: b.url, clientTimeoutMs: 60_000, shutdownGraceMs: 20 });
  const atHand = assert.rejects(post(`${url}/api/message-a`, {}));
  await arrived;
  await Promise.all([atHand, stop()]);
});

test('health says 503 before connections are refused', async (t) => {
  const { url, stop } = await start(t, { shutdownDelayMs: 1500 });
  assert.deepEqual(await (await fetch(`${url}/health`)).json(), { status: 'ok' });
  void stop();
  const response = await fetch(`${url}/health`);
  assert.equal(response.status, 503);
  assert.deepEqual(await response.json(), { status: 'shutting-down' });
});
