import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server } from 'node:net';
import { test } from 'node:test';
import { httpProbe, jsonOf } from './http-probe.ts';

const { signal } = new AbortController();

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('gives back status and body', async () => {
  const server = createServer((_, answer) => answer.writeHead(200).end('{"a":1}'));
  const answer = await httpProbe(await listen(server), signal);
  assert.deepEqual(answer, { answered: true, status: 200, body: '{"a":1}' });
  assert.deepEqual(jsonOf(answer), { a: 1 });
  server.close();
});

test('comes to an end with a server that resets, and with one that stops in the middle', async () => {
  const resetting = createRawServer((socket) => socket.resetAndDestroy());
  const reset = await httpProbe(await listen(resetting), signal);
  assert.ok(!reset.answered && reset.reason !== '');
  resetting.close();
  const stopping = createRawServer((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
  );
  const cut = await httpProbe(await listen(stopping), signal);
  assert.equal(cut.answered, false);
  stopping.close();
});

test('an abort ends it at once', async () => {
  const silent = createRawServer(() => undefined);
  const abort = new AbortController();
  const asking = httpProbe(await listen(silent), abort.signal);
  abort.abort();
  assert.deepEqual(await asking, { answered: false, reason: 'interrupted' });
  silent.close();
});

test('what is not JSON, or not a success, has no JSON', () => {
  assert.equal(jsonOf({ answered: true, status: 200, body: '<html>' }), undefined);
  assert.equal(jsonOf({ answered: true, status: 503, body: '{}' }), undefined);
  assert.equal(jsonOf({ answered: false, reason: 'ECONNREFUSED' }), undefined);
});
