import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createClient, pathOf, problemOf } from './client.ts';
import { problemDocument } from './problems.ts';

interface Sent {
  url: string;
  init: RequestInit;
}

/** A client whose requests go nowhere and are answered with `answer`. */
function clientWith(answer: () => Response, token?: string) {
  const sent: Sent[] = [];
  const send = ((url: string, init: RequestInit) => {
    sent.push({ url, init });
    return Promise.resolve(answer());
  }) as typeof fetch;
  return { sent, call: createClient({ baseUrl: 'http://127.0.0.1:5050', token, fetch: send }) };
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

test('whatever a parameter holds, it stays one segment of the path', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
      const path = pathOf({ path: '/api/nodes/{name}/logs' }, { params: { name } });
      const segments = path.split('/');
      assert.deepEqual([segments.length, segments[2], segments[4]], [5, 'nodes', 'logs']);
      assert.equal(decodeURIComponent(segments[3] ?? ''), name);
      assert.doesNotMatch(path, /[?#]/);
    }),
  );
});

test('a query carries what was given, whatever it holds, and leaves out what was not', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.boolean(), (query, time, flag) => {
      const path = pathOf({ path: '/api/x' }, { query: { query, time, flag, absent: undefined } });
      const read = new URL(path, 'http://x').searchParams;
      assert.deepEqual([...read.keys()], ['query', 'time', 'flag']);
      assert.equal(read.get('query'), query);
      assert.equal(read.get('time'), String(time));
      assert.equal(read.get('flag'), String(flag));
    }),
  );
  assert.equal(pathOf({ path: '/api/x' }, {}), '/api/x');
  assert.equal(pathOf({ path: '/api/x' }, { query: { a: undefined } }), '/api/x');
});

test('an operation is called by its method, its path and, with a body, as JSON', async () => {
  const { sent, call } = clientWith(() => json({ runs: [] }), 'secret');
  assert.deepEqual(await call('trafficStop', { body: { id: 'r-1234' } }), { runs: [] });
  await call('trafficList', {});
  const [post, get] = sent;
  assert.equal(post?.url, 'http://127.0.0.1:5050/api/traffic/stop');
  assert.equal(post.init.method, 'POST');
  assert.equal(post.init.body, '{"id":"r-1234"}');
  assert.deepEqual(post.init.headers, {
    'content-type': 'application/json',
    authorization: 'Bearer secret',
  });
  assert.equal(get?.init.method, 'GET');
  assert.equal(get.init.body, undefined);
  assert.deepEqual(get.init.headers, { authorization: 'Bearer secret' });
});

test('without a token none is sent', async () => {
  const { sent, call } = clientWith(() => json({ nodes: [] }));
  await call('nodeList', {});
  assert.deepEqual(sent[0]?.init.headers, {});
});

test('a problem document is thrown as the problem that it names', async () => {
  const errors = [{ field: 'rps', message: 'too big', value: 1e9 }];
  const { call } = clientWith(() => json(problemDocument('invalid-request', 'Not valid: rps.', errors), 400));
  const error: unknown = await call('trafficList', {}).catch((reason: unknown) => reason);
  const problem = problemOf(error);
  assert.deepEqual(
    [problem?.code, problem?.detail, problem?.errors],
    ['invalid-request', 'Not valid: rps.', errors],
  );
});

test('an answer that is no problem document of ours is an error with the address and the status', async () => {
  const answers = [
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    () => json({ error: 'x' }, 500),
    () => json({ ...problemDocument('not-found'), code: 'from-the-future' }, 404),
  ];
  for (const answer of answers) {
    const error: unknown = await clientWith(answer)
      .call('nodeList', {})
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof Error && problemOf(error) === undefined);
    assert.match(error.message, /status (502|500|404) and no problem document/);
  }
});

test('an operation is given up when its time is over or the caller says so', async () => {
  const waiting = ((_url: string, { signal }: RequestInit) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    })) as typeof fetch;
  const call = createClient({ baseUrl: 'http://x', timeoutMs: 20, fetch: waiting });
  // A timer of `AbortSignal.timeout` alone does not keep the process alive.
  const alive = setTimeout(() => undefined, 5_000);
  await assert.rejects(call('nodeList', {}), { name: 'TimeoutError' });
  clearTimeout(alive);
  const patient = createClient({ baseUrl: 'http://x', fetch: waiting });
  const abort = new AbortController();
  const result = patient('nodeList', {}, abort.signal);
  abort.abort();
  await assert.rejects(result, { name: 'AbortError' });
});

test('only a problem is a problem', () => {
  for (const other of [undefined, null, new Error('x'), 'x', problemDocument('not-found')]) {
    assert.equal(problemOf(other), undefined);
  }
});

test('what ends something is waited for longer than the rest, unless a time is given', async (t) => {
  const timeouts = t.mock.method(AbortSignal, 'timeout');
  const { call } = clientWith(() => json({ runs: [] }));
  await call('trafficList', {});
  await call('trafficStop', { body: {} });
  await call('trafficDelete', { params: { id: 'r-abc' } });
  assert.deepEqual(
    timeouts.mock.calls.map(({ arguments: [milliseconds] }) => milliseconds),
    [30_000, 120_000, 120_000],
  );
});
