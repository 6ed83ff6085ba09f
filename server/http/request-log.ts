import { randomUUID } from 'node:crypto';
import type { Middleware } from 'koa';
import type { Log } from './log.ts';
import type { RequestState } from './state.ts';

/** Gives each request an id and logs it when it is answered. Successful reads are too many to be worth a line. */
export function requestLog(log: Log): Middleware<RequestState> {
  return async (ctx, next) => {
    const started = performance.now();
    ctx.state.requestId = randomUUID();
    ctx.set('x-request-id', ctx.state.requestId);
    await next();
    if (ctx.method === 'GET' && ctx.status < 400) return;
    log('info', `${ctx.method} ${ctx.path}`, {
      requestId: ctx.state.requestId,
      status: ctx.status,
      milliseconds: Math.round(performance.now() - started),
    });
  };
}
