import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  /** Sent as it is when it is text or bytes, otherwise as JSON with its content type. */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body, parsed; `undefined` when it is not JSON. */
  json: unknown;
}

/**
 * Sends one request exactly as written. `fetch` would not do: it refuses to send the headers that attacks are
 * made of, such as `Host`.
 */
export async function ask(baseUrl: string, options: Ask): Promise<Answer> {
  const response = await open(baseUrl, options);
  const body = await text(response);
  return { status: response.statusCode ?? 0, headers: response.headers, text: body, json: parse(body) };
}

/** As {@link ask}, but gives the answer as a stream as soon as its head is there. */
export function open(
  baseUrl: string,
  { method = 'GET', path, headers = {}, body }: Ask,
): Promise<IncomingMessage> {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const payload = body === undefined ? undefined : isRaw ? body : JSON.stringify(body);
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: {
        ...(payload === undefined || 'transfer-encoding' in headers
          ? {}
          : { 'content-length': Buffer.byteLength(payload) }),
        ...(payload === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    outgoing.on('response', resolve).on('error', reject);
    outgoing.end(payload);
  });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
