import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** One request that the fake ServiceB has received. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** How the fake answers: with a status, or not at all. */
export type Behaviour = (attempt: number) => number | 'silence' | Promise<number>;

/** A stand-in for ServiceB that keeps what it receives and behaves as a test wishes. */
export async function startFakeServiceB(t: TestContext, behaviour: Behaviour = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      received.push({ headers: request.headers, body: await json(request) });
      const status = await behaviour(received.length);
      if (status === 'silence') return;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ effect: 'applied', position: received.length }));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), received };
}

/** An address where nobody listens. */
export async function closedUrl(): Promise<URL> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return new URL(`http://127.0.0.1:${port}`);
}
