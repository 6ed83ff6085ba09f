import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * - `open`: what comes goes on to the platform;
 * - `hanging`: it is taken, and never answered;
 * - `closed`: nobody listens.
 */
export type DoorState = 'open' | 'hanging' | 'closed';

/** The way to the platform: it counts who goes through, and can be shut. */
export interface Door {
  readonly url: string;
  /** Method and path of every request since the last `forget`. */
  readonly requests: readonly string[];
  forget(): void;
  become(state: DoorState): Promise<void>;
}

/** @param target Where the platform is. */
export async function openDoor(target: () => string): Promise<Door> {
  let state: DoorState = 'open';
  let requests: string[] = [];
  const take = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    requests.push(`${incoming.method} ${incoming.url}`);
    if (state === 'open') passOn(target(), incoming, outgoing);
  };
  let server = await listen(take, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    forget() {
      requests = [];
    },
    async become(next) {
      state = next;
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
      if (state !== 'closed') server = await listen(take, port);
    },
  };
}

async function listen(
  take: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  port: number,
): Promise<Server> {
  const server = createServer(take).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { hostname, port } = new URL(target);
  const { method, url, headers } = incoming;
  const onward = request({
    hostname,
    port,
    method,
    path: url,
    headers: { ...headers, host: `${hostname}:${port}` },
  });
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
