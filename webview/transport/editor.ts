import type { FromPage, ToPage } from '../../contract/page-messages.ts';
import { requestOf, type WireRequest } from '../../contract/wire/addresses.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';
import type { Transport } from './transport.ts';

/** What an editor gives to the page it shows: messages, and a state that outlives the page. */
export interface EditorHost {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Reaches the API through the editor that shows the page. */
export function editorTransport(host: EditorHost, messages: EventTarget = window): Transport {
  const waiting = new Map<number, Waiting>();
  const streams = new Map<number, StreamListener>();
  let last = 0;

  const hear: { [T in ToPage['type']]: (message: Extract<ToPage, { type: T }>) => void } = {
    answer: ({ id, value }) => waiting.get(id)?.resolve(value),
    failure: ({ id, failure: { code, message, ...more } }) =>
      waiting.get(id)?.reject(new CallError(code, message, more)),
    opened: ({ id }) => streams.get(id)?.onOpen?.(),
    down: ({ id, reason }) => streams.get(id)?.onDown?.(reason, undefined),
    event: ({ id, event }) => streams.get(id)?.onEvent(event),
    // For whoever keeps the place.
    goTo: () => undefined,
  };
  messages.addEventListener('message', (event) => {
    const message = (event as MessageEvent<ToPage | null | undefined>).data;
    // The editor itself and its tools send messages too.
    if (message?.type !== undefined && Object.hasOwn(hear, message.type)) {
      hear[message.type](message as never);
    }
  });

  async function send(request: WireRequest, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    const id = ++last;
    const cancel = (): void => {
      host.postMessage({ type: 'cancel', id });
      waiting.get(id)?.reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        host.postMessage({ type: 'call', id, request });
      });
    } finally {
      waiting.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    call: async (name, input, signal) => (await send(requestOf(name, input), signal)) as never,
    read: (path) => send({ method: 'GET', path, body: undefined }),
    stream(path, listener) {
      const id = ++last;
      streams.set(id, listener);
      host.postMessage({ type: 'follow', id, path });
      return () => {
        if (streams.delete(id)) host.postMessage({ type: 'leave', id });
      };
    },
  };
}
