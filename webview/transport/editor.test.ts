import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FromPage, ToPage } from '../../contract/page-messages.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import { editorTransport } from './editor.ts';

/** An editor in the hands of the test. */
function setUp() {
  const said: FromPage[] = [];
  const messages = new EventTarget();
  const host = {
    postMessage: (message: FromPage) => said.push(message),
    getState: () => null,
    setState() {},
  };
  const transport = editorTransport(host, messages);
  const answer = (message: ToPage) =>
    messages.dispatchEvent(Object.assign(new Event('message'), { data: message }));
  return { said, transport, answer };
}

test('a call is a request to the editor, and its answer comes back to the one who asked', async () => {
  const { said, transport, answer } = setUp();
  const first = transport.call('nodeGet', { params: { name: 'service-a' } });
  const second = transport.call('faultHalt', {});
  assert.deepEqual(said, [
    { type: 'call', id: 1, request: { method: 'GET', path: '/api/nodes/service-a', body: undefined } },
    { type: 'call', id: 2, request: { method: 'DELETE', path: '/api/faults', body: undefined } },
  ]);
  answer({ type: 'answer', id: 2, value: 'two' });
  answer({ type: 'answer', id: 1, value: 'one' });
  assert.deepEqual([await first, await second], ['one', 'two']);
});

test('a failure keeps its code, its remedy and its fields', async () => {
  const { transport, answer } = setUp();
  const call = transport.call('nodeList', {});
  const failure = { code: 'x', message: 'No.', remedy: 'Try.', fields: [{ field: 'a', message: 'b' }] };
  answer({ type: 'failure', id: 1, failure });
  await assert.rejects(call, (error: CallError) => {
    assert.ok(error instanceof CallError);
    assert.deepEqual(
      [error.code, error.message, error.remedy, error.fields],
      ['x', 'No.', 'Try.', failure.fields],
    );
    return true;
  });
});

test('who no longer wants an answer gets none, and the editor is told', async () => {
  const { said, transport } = setUp();
  const abort = new AbortController();
  const call = transport.call('nodeList', {}, abort.signal);
  abort.abort();
  await assert.rejects(call, { name: 'AbortError' });
  assert.deepEqual(said.at(-1), { type: 'cancel', id: 1 });
});

test('a stream tells its reader and nobody else, until it is left', () => {
  const { said, transport, answer } = setUp();
  const heard: unknown[] = [];
  const listener = (name: string) => ({
    onEvent: (event: unknown) => heard.push([name, event]),
    onOpen: () => heard.push([name, 'open']),
    onDown: (reason: string) => heard.push([name, reason]),
  });
  const leave = transport.stream('/api/events', listener('events'));
  transport.stream('/api/live?x=1', listener('live'));
  answer({ type: 'opened', id: 1 });
  answer({ type: 'event', id: 2, event: { event: 'points', data: 1 } });
  answer({ type: 'down', id: 1, reason: 'gone' });
  leave();
  leave();
  answer({ type: 'opened', id: 1 });
  assert.deepEqual(heard, [
    ['events', 'open'],
    ['live', { event: 'points', data: 1 }],
    ['events', 'gone'],
  ]);
  assert.deepEqual(
    said.map(({ type }) => type),
    ['follow', 'follow', 'leave'],
  );
});

test('messages that are not for the page are left alone', () => {
  const { answer } = setUp();
  // An error in a listener is nobody's to catch: it fails the whole file.
  for (const message of [undefined, null, 'hello', { type: 'theirs' }, { type: 'toString' }]) {
    answer(message as never);
  }
});
