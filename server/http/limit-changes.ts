import type { Middleware } from 'koa';
import { ProblemError } from '../../contract/problems.ts';

/**
 * A token bucket over all requests that change something: `burst` at once, `perSecond` in the long run.
 * It is there against runaway scripts, so it is wide; halting and ending are never held up.
 */
export function limitChanges({ perSecond, burst }: { perSecond: number; burst: number }): Middleware {
  let tokens = burst;
  let last = performance.now();
  return async (ctx, next) => {
    if (ctx.method === 'POST' || ctx.method === 'PATCH') {
      const now = performance.now();
      tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
      last = now;
      if (tokens < 1) throw new ProblemError('too-many-requests', `At most ${perSecond} changes a second.`);
      tokens -= 1;
    }
    await next();
  };
}
