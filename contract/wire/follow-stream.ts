import { backoffMs } from './backoff.ts';
import { createEventParser } from './event-parser.ts';
import { wordsOf } from './call-error.ts';
import type { StreamListener } from './stream-listener.ts';

/** Longest silence on a stream: the server sends a comment every 15 seconds. */
const silenceMs = 40_000;

/**
 * Follows server-sent events by `fetch`, because an `EventSource` can carry no token. Opens the stream again after
 * a while when it breaks, from the last event that was seen.
 */
export function followStream(
  open: (init: RequestInit) => Promise<Response>,
  listener: StreamListener,
  problemError: (status: number, body: unknown) => Error,
): () => void {
  const left = new AbortController();
  let lastId: string | undefined;
  let attempt = 0;

  async function readOnce(signal: AbortSignal, onSign: () => void): Promise<void> {
    const answer = await open({
      signal,
      headers: {
        accept: 'text/event-stream',
        ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
      },
    });
    if (!answer.ok || answer.body === null) {
      throw problemError(answer.status, await answer.json().catch(() => undefined));
    }
    attempt = 0;
    listener.onOpen?.();
    const parser = createEventParser();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      onSign();
      for (const event of parser.push(piece.value)) {
        lastId = event.id ?? lastId;
        listener.onEvent(event);
      }
    }
    throw new Error('The stream ended.');
  }

  async function readForEver(): Promise<void> {
    while (!left.signal.aborted) {
      const silence = new AbortController();
      const giveUp = (): void => silence.abort();
      let timer = setTimeout(giveUp, silenceMs);
      const onSign = (): void => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, silenceMs);
      };
      await readOnce(AbortSignal.any([left.signal, silence.signal]), onSign).catch((error: unknown) => {
        if (!left.signal.aborted) listener.onDown?.(wordsOf(error), error);
      });
      clearTimeout(timer);
      if (!left.signal.aborted) await wait(backoffMs(attempt++), left.signal);
    }
  }

  void readForEver();
  return () => left.abort();
}

/** Waits, or until the signal; the timer and the listener go with it. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
