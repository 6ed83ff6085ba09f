import type { RouteOutput } from '../../contract/routes.ts';
import { requestOf, type WireRequest } from '../../contract/wire/addresses.ts';
import { CallError, problemError } from '../../contract/wire/call-error.ts';
import { followStream } from '../../contract/wire/follow-stream.ts';
import type { Transport } from './transport.ts';

/** Where the token is kept: as long as the tab lives, for this origin alone. */
const tokenKey = 'dsp.token';

/** Asks the person for the token of the API; `wrong` when the last one was refused. */
export type AskToken = (wrong: boolean) => Promise<string>;

/**
 * Reaches the API that served the page, by `fetch`.
 *
 * @param deadlineMs How long an answer may take. The time in which a person looks for the token is not in it.
 */
export function browserTransport(askToken: AskToken, deadlineMs = 30_000): Transport {
  let asking: Promise<string> | undefined;

  /** `initOf` says anew with each attempt how it is sent. */
  async function send(request: WireRequest, initOf: () => RequestInit): Promise<Response> {
    for (;;) {
      const token = sessionStorage.getItem(tokenKey);
      const init = initOf();
      const answer = await fetch(request.path, {
        method: request.method,
        ...init,
        headers: {
          ...(init.headers as Record<string, string> | undefined),
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      if (answer.status !== 401) return answer;
      await answer.body?.cancel();
      // Many requests meet the refusal at once; the person is asked once.
      if (sessionStorage.getItem(tokenKey) === token) await renewToken(token !== null);
    }
  }

  async function renewToken(wrong: boolean): Promise<void> {
    asking ??= askToken(wrong).finally(() => (asking = undefined));
    sessionStorage.setItem(tokenKey, await asking);
  }

  async function getJson(request: WireRequest, signal?: AbortSignal): Promise<unknown> {
    const answer = await send(request, () => {
      const deadline = AbortSignal.timeout(deadlineMs);
      return { signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]) };
    }).catch((error: unknown) => {
      throw signal?.aborted === true ? error : unreachable();
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw problemError(answer.status, body);
    return body;
  }

  return {
    call: async (name, input, signal) =>
      (await getJson(requestOf(name, input), signal)) as RouteOutput<typeof name>,
    read: (path) => getJson({ method: 'GET', path, body: undefined }),
    stream: (path, listener) =>
      followStream(
        (init) =>
          send({ method: 'GET', path, body: undefined }, () => init).catch(() => {
            throw unreachable();
          }),
        listener,
        problemError,
      ),
  };
}

/** What a browser says of a request that came nowhere differs from browser to browser, and helps nobody. */
function unreachable(): CallError {
  return new CallError('unreachable', 'The Platform API cannot be reached.', {
    remedy: 'Look whether it runs: npm run status.',
  });
}
