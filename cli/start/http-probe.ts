import { request } from 'node:http';

/** What a server answered, or why it did not. */
export type ProbeAnswer =
  | { readonly answered: true; readonly status: number; readonly body: string }
  | { readonly answered: false; readonly reason: string };

/** Asks an HTTP address of this machine; never throws, and always comes to an end. */
export type HttpProbe = (
  url: string,
  signal: AbortSignal,
  headers?: Readonly<Record<string, string>>,
) => Promise<ProbeAnswer>;

const probeTimeoutMs = 3_000;

/**
 * Each question has a connection of its own. A pool, such as the one behind `fetch`, hands out connections that die
 * with the container on the other side, which is just what happens while containers start.
 */
export const httpProbe: HttpProbe = (url, signal, headers = {}) =>
  new Promise((resolve) => {
    const asked = request(url, { agent: false, headers: { ...headers, connection: 'close' } });
    const settle = (answer: ProbeAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      asked.destroy();
      resolve(answer);
    };
    const fail = (reason: string) => settle({ answered: false, reason });
    const onAbort = () => fail('interrupted');
    const timer = setTimeout(() => fail(`no answer after ${probeTimeoutMs / 1000} s`), probeTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    asked.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => settle({ answered: true, status: response.statusCode ?? 0, body }));
      response.on('error', (error) => fail(error.message));
    });
    asked.end();
  });

/** The JSON of a successful answer, or `undefined`. */
export function jsonOf(answer: ProbeAnswer): unknown {
  if (!answer.answered || answer.status !== 200) return undefined;
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}
