import { randomBytes } from 'node:crypto';

const baseUrl = 'http://127.0.0.1:10001';

export interface Sent {
  readonly traceId: string;
  readonly status: number;
}

/**
 * Posts one message to ServiceA, which calls ServiceB, in a trace whose id is known from the start. Entries of the
 * baggage under `dsp.` become attributes of every span.
 */
export async function sendMessage(baggage: Readonly<Record<string, string>> = {}): Promise<Sent> {
  return post('/api/message-a', { text: 'a test message' }, baggage);
}

/** Makes ServiceA answer one request with an error. */
export async function sendError(status = 503): Promise<Sent> {
  return post('/api/error', { status });
}

async function post(path: string, body: unknown, baggage: Readonly<Record<string, string>> = {}) {
  const traceId = randomBytes(16).toString('hex');
  const response = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
      baggage: Object.entries(baggage)
        .map(([key, value]) => `${key}=${value}`)
        .join(','),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  return { traceId, status: response.status };
}
