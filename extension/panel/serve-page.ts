import type { CallFailure, FromPage, ToPage } from '../../contract/page-messages.ts';
import { CallError } from '../../contract/wire/call-error.ts';
import type { Transport } from '../connection/transport.ts';

/** A page as the extension host sees it. */
export interface PageHost {
  postMessage(message: ToPage): unknown;
  onMessage(listener: (message: FromPage) => void): { dispose(): unknown };
}

/** The serving of one page. */
export interface ServedPage {
  /** The page is gone, though it may begin anew: everything under way is left. */
  leaveAll(): void;
  dispose(): void;
}

/** Answers what a page asks, from the Platform API, until it is disposed. */
export function servePage(page: PageHost, transport: Transport): ServedPage {
  const calls = new Map<number, AbortController>();
  const streams = new Map<number, () => void>();

  async function call({ id, request }: Extract<FromPage, { type: 'call' }>): Promise<void> {
    const abort = new AbortController();
    calls.set(id, abort);
    try {
      // The page is ours, but what it may ask for ends at the API all the same.
      if (!request.path.startsWith('/api/'))
        throw new CallError('not-found', 'The page may only ask the API.');
      page.postMessage({ type: 'answer', id, value: await transport.send(request, abort.signal) });
    } catch (error) {
      if (!abort.signal.aborted) page.postMessage({ type: 'failure', id, failure: failureOf(error) });
    } finally {
      calls.delete(id);
    }
  }

  function follow({ id, path }: Extract<FromPage, { type: 'follow' }>): void {
    if (!path.startsWith('/api/')) return;
    const leave = transport.stream(path, {
      onOpen: () => page.postMessage({ type: 'opened', id }),
      onDown: (reason) => page.postMessage({ type: 'down', id, reason }),
      onEvent: (event) => page.postMessage({ type: 'event', id, event }),
    });
    streams.set(id, leave);
  }

  const listening = page.onMessage((message) => {
    switch (message.type) {
      case 'call':
        void call(message);
        break;
      case 'cancel':
        calls.get(message.id)?.abort();
        break;
      case 'follow':
        follow(message);
        break;
      case 'leave':
        streams.get(message.id)?.();
        streams.delete(message.id);
        break;
    }
  });

  function leaveAll(): void {
    for (const abort of calls.values()) abort.abort();
    for (const leave of streams.values()) leave();
    streams.clear();
  }

  return {
    leaveAll,
    dispose() {
      listening.dispose();
      leaveAll();
    },
  };
}

function failureOf(error: unknown): CallFailure {
  if (!(error instanceof CallError)) return { code: 'unknown', message: String(error), fields: [] };
  const { code, message, remedy, fields } = error;
  return { code, message, fields, ...(remedy === undefined ? {} : { remedy }) };
}
