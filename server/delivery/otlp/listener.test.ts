import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { listenForSpans } from './listener.ts';
import { encodeSpans } from './span-samples.ts';

const body = encodeSpans([{ node: 'service-b', attributes: { 'dsp.message': 'r-abc-12' } }]);
const protobuf = { 'content-type': 'application/x-protobuf' };

async function start(t: TestContext) {
  const taken: string[] = [];
  const onSpan = ({ message }: { message: string }): void => void taken.push(message);
  const server = listenForSpans({ port: 0, onSpan, log: () => undefined });
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
  const post = async (bytes: Uint8Array, headers: Record<string, string>): Promise<number> =>
    (await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes) })).status;
  return { taken, url, post };
}

test('takes spans, plain and packed', async (t) => {
  const { taken, post } = await start(t);
  assert.equal(await post(body, protobuf), 200);
  assert.equal(await post(gzipSync(body), { ...protobuf, 'content-encoding': 'gzip' }), 200);
  assert.deepEqual(taken, ['r-abc-12', 'r-abc-12']);
});

test('refuses what it does not understand, so that it is not sent again', async (t) => {
  const { taken, url, post } = await start(t);
  assert.equal(await post(body, { 'content-type': 'application/json' }), 415);
  assert.equal(await post(body, { ...protobuf, 'content-encoding': 'br' }), 415);
  assert.equal(await post(Buffer.from('rubbish'), protobuf), 400);
  assert.equal(await post(Buffer.from('rubbish'), { ...protobuf, 'content-encoding': 'gzip' }), 400);
  assert.equal((await fetch(url)).status, 405);
  assert.equal((await fetch(url.replace('traces', 'logs'), { method: 'POST' })).status, 404);
  assert.deepEqual(taken, []);
});

test('takes no body without bounds, however it is packed', async (t) => {
  const { post } = await start(t);
  const zeros = Buffer.alloc(9 * 1024 * 1024);
  assert.equal(await post(gzipSync(zeros), { ...protobuf, 'content-encoding': 'gzip' }), 400);
  const status = await post(zeros, protobuf).catch(() => 413);
  assert.equal(status, 413);
});
