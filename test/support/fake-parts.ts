import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The telemetry servers, as far as the platform asks them: whether they are ready, and queries. */
export interface FakeParts {
  url: string;
  /** Path and body of every request. */
  requests: { path: string; body: string }[];
  /** Answers by path; anything else is a 200 without a word. */
  answers: Map<string, { status: number; body: unknown }>;
  close(): Promise<void>;
}

export async function startFakeParts(): Promise<FakeParts> {
  const requests: FakeParts['requests'] = [];
  const answers: FakeParts['answers'] = new Map();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      requests.push({ path, body: Buffer.concat(chunks).toString() });
      const { status, body } = answers.get(path) ?? { status: 200, body: {} };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
