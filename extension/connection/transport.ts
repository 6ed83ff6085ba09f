import type { RouteInput, RouteName, RouteOutput } from '../../contract/routes.ts';
import { requestOf, type WireRequest } from '../../contract/wire/addresses.ts';
import { CallError, problemError } from '../../contract/wire/call-error.ts';
import { followStream } from '../../contract/wire/follow-stream.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';
import { english, type Translate } from '../../contract/words/translate.ts';
import { withDeadline } from '../with-deadline.ts';

/** How the extension reaches the Platform API: operations by name, documents, streams. */
export interface Transport {
  /** Does one operation. @throws CallError */
  call<N extends RouteName>(name: N, input: RouteInput<N>, signal?: AbortSignal): Promise<RouteOutput<N>>;
  /** Does a request as it goes over the wire. @throws CallError */
  send(request: WireRequest, signal?: AbortSignal): Promise<unknown>;
  /** Follows server-sent events until the returned function is called. */
  stream(path: string, listener: StreamListener): () => void;
}

export interface TransportOptions {
  /** Such as `http://127.0.0.1:5050`; asked anew for each request. */
  baseUrl: () => string;
  token: () => string | undefined;
  /** Milliseconds until an operation is given up. */
  deadlineMs?: number;
  /** Milliseconds that a stream may take to open. */
  openMs?: number;
  /** Says what goes wrong in the editor's language. */
  t?: Translate;
}

/** Long enough to start a job on a slow machine, short enough not to look like a hang. */
const usualDeadlineMs = 30_000;
const usualOpenMs = 8_000;

/** Reaches the API from the extension host. */
export function createTransport(options: TransportOptions): Transport {
  const { deadlineMs = usualDeadlineMs, openMs = usualOpenMs, t = english } = options;

  const fetchIt = (request: WireRequest, init: RequestInit): Promise<Response> => {
    const token = options.token();
    return fetch(options.baseUrl().replace(/\/+$/, '') + request.path, {
      method: request.method,
      ...init,
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
  };

  const send = async (request: WireRequest, signal?: AbortSignal): Promise<unknown> => {
    try {
      return await withDeadline(deadlineMs, signal, async (both) => {
        const answer = await fetchIt(request, { signal: both });
        const body: unknown = await answer.json().catch((error: unknown) => {
          if (both.aborted) throw error;
        });
        if (!answer.ok) throw problemError(answer.status, body);
        if (body === undefined) throw notTheApi(t);
        return body;
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw asCallError(error, t);
    }
  };

  /** Opens a stream. Only the opening has a deadline; silence afterwards is the reader's to judge. */
  const open = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      const request = { method: 'GET', path, body: undefined } as const;
      const answer = await withDeadline(openMs, init.signal, (signal) =>
        fetchIt(request, { ...init, signal }),
      );
      const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (answer.ok && !isStream) throw notTheApi(t);
      return answer;
    } catch (error) {
      throw asCallError(error, t);
    }
  };

  return {
    send,
    call: async (name, input, signal) =>
      (await send(requestOf(name, input), signal)) as RouteOutput<typeof name>,
    stream: (path, listener) => followStream((init) => open(path, init), listener, problemError),
  };
}

function notTheApi(t: Translate): CallError {
  return new CallError('not-the-api', t('Something else than the Platform API answers there.'));
}

/** What stands in the way, by a code: Node's fetch hides it in the cause. */
function asCallError(error: unknown, t: Translate): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new CallError('timeout', t('The Platform API did not answer in time.'));
  }
  const cause = (error as { cause?: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] } }).cause;
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  if (code === 'ECONNREFUSED') return new CallError('not-running', t('Nothing answers at that address.'));
  return new CallError(
    'unreachable',
    t('The Platform API cannot be reached ({0}).', code ?? t('unknown cause')),
  );
}
