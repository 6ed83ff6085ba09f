import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Log } from '../../http/log.ts';
import { decodeSpans, type MessageSpan } from './decode-spans.ts';

/** Largest body, packed or not: four times what the Collector sends at once. */
const largestBodyBytes = 8 * 1024 * 1024;
/** Connections at once; the Collector uses as many as it has senders. */
const mostConnections = 16;

const unpack = promisify(gunzip);

/** A body that is refused, with the status for it. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Takes spans by OTLP over HTTP (`POST /v1/traces`, protobuf, gzip if need be) from the Collector.
 *
 * It has a port of its own, which is not published: only the control network reaches it, where no node is. A body
 * is answered after its spans were handed on, so the Collector keeps what was not taken.
 */
export function listenForSpans(options: {
  port: number;
  onSpan: (span: MessageSpan) => void;
  log: Log;
}): Server {
  const { port, onSpan, log } = options;
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    takeSpans(request, onSpan)
      .then(() => answer(response, 200))
      .catch((error: unknown) => {
        const status = error instanceof Refusal ? error.status : 400;
        log('warn', 'spans were refused', { status, error });
        // What is left of the body is not read: the connection is of no more use.
        answer(response, status, { connection: 'close' });
      });
  });
  server.maxConnections = mostConnections;
  server.on('error', (error) => log('error', 'cannot listen for spans', { port, error }));
  return server.listen(port);
}

async function takeSpans(request: IncomingMessage, onSpan: (span: MessageSpan) => void): Promise<void> {
  if (request.url !== '/v1/traces') throw new Refusal(404, 'Only /v1/traces is known.');
  if (request.method !== 'POST') throw new Refusal(405, 'Only POST is known.');
  if (request.headers['content-type'] !== 'application/x-protobuf') {
    throw new Refusal(415, 'Only protobuf is known.');
  }
  decodeSpans(await unpacked(await readBody(request), request.headers['content-encoding']), onSpan);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new Refusal(413, `A body is at most ${largestBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

async function unpacked(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  switch (encoding) {
    case undefined:
    case 'identity':
      return body;
    case 'gzip':
      return unpack(body, { maxOutputLength: largestBodyBytes });
    default:
      throw new Refusal(415, `The encoding ${encoding} is not known.`);
  }
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  // An empty ExportTraceServiceResponse: everything was taken.
  response.writeHead(status, { 'content-type': 'application/x-protobuf', ...headers }).end();
}
