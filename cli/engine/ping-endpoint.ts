import { request } from 'node:http';
import type { EngineEndpoint } from './endpoint.ts';

/** What came of asking an endpoint whether an engine is there. */
export type PingResult =
  | { readonly answer: 'engine' }
  /** Nothing can be said from here (ssh, TLS): the docker command has to be asked. */
  | { readonly answer: 'unknown-transport' }
  | { readonly answer: 'other'; readonly status: number }
  | { readonly answer: 'failed'; readonly code: string; readonly message: string };

/**
 * Asks for `/_ping` over the endpoint itself, because error codes (ENOENT, EACCES, ECONNREFUSED) tell the causes
 * apart, where the docker command only has sentences that change from version to version.
 */
export function pingEndpoint(
  endpoint: EngineEndpoint,
  options: { readonly timeoutMs?: number; readonly signal?: AbortSignal | undefined } = {},
): Promise<PingResult> {
  const { timeoutMs = 5_000, signal } = options;
  const target = endpoint.tls === true ? undefined : targetOf(endpoint.address);
  if (target === undefined) return Promise.resolve({ answer: 'unknown-transport' });
  return new Promise((resolve) => {
    const asked = request(
      { ...target, path: '/_ping', method: 'GET', timeout: timeoutMs, signal },
      (answer) => {
        answer.resume();
        const status = answer.statusCode ?? 0;
        resolve(status === 200 ? { answer: 'engine' } : { answer: 'other', status });
      },
    );
    asked.on('timeout', () =>
      asked.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    );
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ answer: 'failed', code: error.code ?? 'UNKNOWN', message: error.message }),
    );
    asked.end();
  });
}

function targetOf(address: string): { socketPath: string } | { host: string; port: number } | undefined {
  if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length) };
  if (address.startsWith('npipe://'))
    return { socketPath: address.slice('npipe://'.length).replaceAll('/', '\\') };
  if (!/^(tcp|http):\/\//.test(address)) return undefined;
  const { hostname, port } = new URL(address.replace(/^tcp:/, 'http:'));
  // 2376 is the port of engines that speak TLS and want a client certificate.
  return port === '2376' ? undefined : { host: hostname, port: Number(port || 2375) };
}
