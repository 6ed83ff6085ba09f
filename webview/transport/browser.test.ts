import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { browserTransport } from './browser.ts';

const token = 'a-token-of-this-test';
const deadlineMs = 200;

/** A server that wants the token, and what a browser gives to the page that it served. */
async function serve(t: TestContext): Promise<void> {
  const server = createServer((request, response) => {
    const isAllowed = request.headers.authorization === `Bearer ${token}`;
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ faults: [] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const kept = new Map<string, string>();
  const { fetch } = globalThis;
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(globalThis, {
    fetch: (path: string, init: RequestInit) => fetch(new URL(path, base), init),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  });
  t.after(() => {
    Object.assign(globalThis, { fetch, sessionStorage: undefined });
    server.close();
    server.closeAllConnections();
  });
}

test('a person may take longer to find the token than an answer may take to come', async (t) => {
  await serve(t);
  const asked: boolean[] = [];
  const transport = browserTransport(async (wrong) => {
    asked.push(wrong);
    await sleep(3 * deadlineMs);
    return token;
  }, deadlineMs);
  const answers = await Promise.all([transport.call('faultList', {}), transport.call('faultList', {})]);
  assert.deepEqual(answers, [{ faults: [] }, { faults: [] }]);
  assert.deepEqual(asked, [false], 'asked once, however many requests were refused');
});
