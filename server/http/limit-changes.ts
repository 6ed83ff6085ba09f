import type { Middleware } from 'koa';
import { ProblemError } from '../../contract/problems.ts';
import { routes } from '../../contract/routes.ts';

/** Changes that end something, besides those by DELETE: whoever wants to stop must always be able to. */
const endings = new Set<string>([routes.trafficStop.path]);

/**
 * A token bucket over all requests that change something: `burst` at once, `perSecond` in the long run.
 * It is there against runaway scripts, so it is wide; halting and ending are never held up.
 */
export function limitChanges({ perSecond, burst }: { perSecond: number; burst: number }): Middleware {
  let tokens = burst;
  let last = performance.now();
  return async (ctx, next) => {
    const isChange = ctx.method === 'POST' || ctx.method === 'PATCH';
    if (isChange && !endings.has(ctx.path)) {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
      last = now;
      if (tokens < 1) throw new ProblemError('too-many-requests', `At most ${perSecond} changes a second.`);
      tokens -= 1;
    }
    await next();
  };
}
