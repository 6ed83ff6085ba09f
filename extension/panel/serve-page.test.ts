import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FromPage, ToPage } from '../../contract/page-messages.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';
import type { Transport } from '../connection/transport.ts';
import { servePage } from './serve-page.ts';

/** A page and an API, both in the hands of the test. */
function setUp(
  answer: (path: string, signal?: AbortSignal) => Promise<unknown> = () => Promise.resolve('yes'),
) {
  const told: ToPage[] = [];
  const asked: string[] = [];
  const streams = new Map<string, StreamListener>();
  let listener: (message: FromPage) => void = () => undefined;
  const transport = {
    send: ({ path }: { path: string }, signal?: AbortSignal) => {
      asked.push(path);
      return answer(path, signal);
    },
    stream: (path: string, given: StreamListener) => {
      streams.set(path, given);
      return () => streams.delete(path);
    },
  } as unknown as Transport;
  const page = {
    postMessage: (message: ToPage) => told.push(message),
    onMessage: (given: typeof listener) => {
      listener = given;
      return { dispose: () => (listener = () => undefined) };
    },
  };
  const served = servePage(page, transport);
  const say = async (message: FromPage) => {
    listener(message);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const ask = (id: number, path: string) =>
    say({ type: 'call', id, request: { method: 'GET', path, body: undefined } });
  return { told, asked, streams, served, say, ask };
}

test('a call is answered under its number', async () => {
  const { told, ask } = setUp();
  await ask(7, '/api/nodes');
  assert.deepEqual(told, [{ type: 'answer', id: 7, value: 'yes' }]);
});

test('a refusal arrives with all that helps', async () => {
  const refusal = new CallError('x', 'No.', { remedy: 'Try.', fields: [{ field: 'a', message: 'b' }] });
  const { told, ask } = setUp(() => Promise.reject(refusal));
  await ask(1, '/api/faults');
  const failure = { code: 'x', message: 'No.', remedy: 'Try.', fields: [{ field: 'a', message: 'b' }] };
  assert.deepEqual(told, [{ type: 'failure', id: 1, failure }]);
});

test('the page reaches the API and nothing else', async () => {
  const { told, asked, streams, ask, say } = setUp();
  await ask(1, '/../secret');
  await ask(2, '@other.example/api/');
  await say({ type: 'follow', id: 3, path: '//other.example/api/' });
  assert.deepEqual(asked, []);
  assert.equal(streams.size, 0);
  assert.deepEqual(
    told.map(({ type }) => type),
    ['failure', 'failure'],
  );
});

test('a call that is no longer wanted is cut off and not answered', async () => {
  const { told, ask, say } = setUp(
    (_, signal) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      ),
  );
  await ask(1, '/api/nodes');
  await say({ type: 'cancel', id: 1 });
  assert.deepEqual(told, []);
});

test('a stream goes on until it is left, or the page is gone', async () => {
  const { told, streams, served, say } = setUp();
  await say({ type: 'follow', id: 1, path: '/api/events' });
  await say({ type: 'follow', id: 2, path: '/api/live?panels=a' });
  streams.get('/api/events')?.onOpen?.();
  streams.get('/api/events')?.onEvent({ event: 'node', data: 5 });
  streams.get('/api/live?panels=a')?.onDown?.('gone', undefined);
  await say({ type: 'leave', id: 1 });
  assert.deepEqual([...streams.keys()], ['/api/live?panels=a']);
  served.leaveAll();
  assert.equal(streams.size, 0);
  assert.deepEqual(told, [
    { type: 'opened', id: 1 },
    { type: 'event', id: 1, event: { event: 'node', data: 5 } },
    { type: 'down', id: 2, reason: 'gone' },
  ]);
});

test('a page that begins anew is served as before; one that is disposed is not', async () => {
  const { told, served, ask } = setUp();
  served.leaveAll();
  await ask(1, '/api/nodes');
  assert.equal(told.length, 1);
  served.dispose();
  await ask(2, '/api/nodes');
  assert.equal(told.length, 1);
});
