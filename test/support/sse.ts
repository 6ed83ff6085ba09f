import { on } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createInterface } from 'node:readline';
import { open, type Ask } from './http.ts';

export interface SentEvent {
  id: string | undefined;
  event: string;
  data: unknown;
}

/** A reader of server-sent events, strict about the format that we promise. */
export interface EventReader {
  status: number;
  headers: IncomingHttpHeaders;
  /** The next event for which `wanted` holds; those before it are passed over. */
  next(wanted?: (event: SentEvent) => boolean): Promise<SentEvent>;
  /** All events until the server ends the stream. */
  rest(): Promise<SentEvent[]>;
  /** Leaves, as a client does that is closed. */
  leave(): void;
}

export async function readEvents(baseUrl: string, options: Ask): Promise<EventReader> {
  const response = await open(baseUrl, options);
  // Listens at once: the lines that come before somebody asks for them are kept.
  const lines = on(createInterface({ input: response }), 'line', { close: ['close'] });
  const events = parseEvents(lines as AsyncIterable<[string]>);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    async next(wanted = () => true) {
      for (;;) {
        const { value, done } = await events.next();
        if (done === true) throw new Error('The stream ended before the event came.');
        if (wanted(value)) return value;
      }
    },
    async rest() {
      const all = [];
      for await (const event of events) all.push(event);
      return all;
    },
    leave: () => response.destroy(),
  };
}

async function* parseEvents(lines: AsyncIterable<[string]>): AsyncGenerator<SentEvent, undefined> {
  let fields: Record<string, string> = {};
  for await (const [line] of lines) {
    if (line === '') {
      if (fields['data'] !== undefined) {
        yield { id: fields['id'], event: fields['event'] ?? 'message', data: JSON.parse(fields['data']) };
      }
      fields = {};
    } else if (!line.startsWith(':')) {
      const [, name = '', value = ''] = /^(id|event|data): (.*)$/.exec(line) ?? [];
      if (name === '') throw new Error(`Not a line of server-sent events: ${line}`);
      fields[name] = value;
    }
  }
  return undefined;
}
