import { PassThrough } from 'node:stream';
import type { Context } from 'koa';

/** Comments that keep proxies and clients from giving up on a quiet stream. */
const heartbeatMs = 15_000;
/** A reader that lets this much pile up is gone or asleep; it is dropped and may come back. */
const mostUnreadBytes = 1024 * 1024;

/** A stream of server-sent events to one client. */
export interface EventStream {
  send(event: { id?: string; event: string; data: unknown }): void;
  /** Aborts when the client has left. */
  signal: AbortSignal;
  close(): void;
}

/** Turns the answer into a stream of server-sent events (WHATWG HTML, section 9.2). */
export function openEventStream(ctx: Context): EventStream {
  const body = new PassThrough();
  const left = new AbortController();
  const heartbeat = setInterval(() => body.write(': still here\n\n'), heartbeatMs);
  const close = (): void => {
    clearInterval(heartbeat);
    left.abort();
    body.end();
  };
  ctx.status = 200;
  ctx.type = 'text/event-stream';
  ctx.set({ 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
  ctx.body = body;
  ctx.res.on('close', close);
  // Nagle's algorithm would hold back small events.
  ctx.req.socket.setNoDelay(true);
  body.write(': connected\n\n');

  return {
    signal: left.signal,
    close,
    send({ id, event, data }) {
      if (left.signal.aborted) return;
      const head = id === undefined ? '' : `id: ${id}\n`;
      body.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      if (body.writableLength > mostUnreadBytes) ctx.res.destroy();
    },
  };
}
