import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { CallError } from '../../contract/wire/call-error.ts';
import { createTransport } from './transport.ts';

/** A server that behaves as the test wants, and a transport to it. */
async function setUp(
  t: TestContext,
  listener: RequestListener,
  more: { token?: string; patienceMs?: number } = {},
) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { token, patienceMs = 30_000 } = more;
  return createTransport({
    baseUrl: () => baseUrl,
    token: () => token,
    deadlineMs: patienceMs,
    openMs: patienceMs,
  });
}

/** An address of this machine at which nobody listens. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const codeOf = (code: string) => (error: unknown) => {
  assert.ok(error instanceof CallError, String(error));
  assert.equal(error.code, code);
  return true;
};

test('an operation is a request with the token, and its answer', async (t) => {
  const transport = await setUp(
    t,
    (request, response) => {
      const seen = { method: request.method, url: request.url, by: request.headers.authorization };
      response.end(JSON.stringify(seen));
    },
    { token: 'secret' },
  );
  const answer: unknown = await transport.call('nodeGet', { params: { name: 'service-a' } });
  assert.deepEqual(answer, { method: 'GET', url: '/api/nodes/service-a', by: 'Bearer secret' });
});

test('a problem document becomes an error with its code', async (t) => {
  const transport = await setUp(t, (_, response) => {
    response.statusCode = 401;
    response.end(JSON.stringify({ code: 'not-authorized', title: 'A valid token is required.' }));
  });
  await assert.rejects(transport.call('nodeList', {}), codeOf('not-authorized'));
});

test('an API that never answers is given up', async (t) => {
  const transport = await setUp(t, () => undefined, { patienceMs: 100 });
  await assert.rejects(transport.call('nodeList', {}), codeOf('timeout'));
});

test('an API that stops in the middle of its answer has not answered in time, and is not something else', async (t) => {
  const transport = await setUp(t, (_, response) => void response.write('{"nodes":['), { patienceMs: 100 });
  await assert.rejects(transport.call('nodeList', {}), codeOf('timeout'));
});

test('a stream that never opens is given up, and tried again until it is left', async (t) => {
  let requests = 0;
  const transport = await setUp(t, () => void requests++, { patienceMs: 300 });
  const codes: string[] = [];
  await new Promise<void>((resolve) => {
    const leave = transport.stream('/api/events', {
      onEvent: () => undefined,
      onDown: (_, error) => {
        codes.push((error as CallError).code);
        if (codes.length < 2) return;
        leave();
        resolve();
      },
    });
  });
  assert.deepEqual(codes, ['timeout', 'timeout']);
  assert.equal(requests, 2);
});

test('nothing at the address, and something else at the address, are told apart', async (t) => {
  const address = await closedAddress();
  const closed = createTransport({ baseUrl: () => address, token: () => undefined });
  await assert.rejects(closed.call('nodeList', {}), codeOf('not-running'));
  const other = await setUp(t, (_, response) => response.end('<html>hello</html>'));
  await assert.rejects(other.call('nodeList', {}), codeOf('not-the-api'));
  await new Promise<void>((resolve) => {
    const leave = other.stream('/api/events', {
      onEvent: () => undefined,
      onDown: (_, error) => {
        codeOf('not-the-api')(error);
        leave();
        resolve();
      },
    });
  });
});

test('who cancels gets the cancelling, not a failure of the API', async (t) => {
  const transport = await setUp(t, () => undefined);
  const abort = new AbortController();
  const call = transport.call('nodeList', {}, abort.signal);
  abort.abort();
  await assert.rejects(call, { name: 'AbortError' });
});

test('events come as they are sent', async (t) => {
  const transport = await setUp(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: 1\nevent: node\ndata: {"a":1}\n\n');
  });
  const event = await new Promise((resolve) => {
    const leave = transport.stream('/api/events', {
      onEvent: (given) => {
        leave();
        resolve(given);
      },
    });
  });
  assert.deepEqual(event, { event: 'node', id: '1', data: { a: 1 } });
});
