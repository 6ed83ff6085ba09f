import { createHash, timingSafeEqual } from 'node:crypto';
import type { Middleware } from 'koa';
import { ProblemError } from '../../contract/problems.ts';

/**
 * Asks for the bearer token, when there is one, on everything but the files of the page and of Swagger UI. What is open is named,
 * not what is closed: the router takes `/API/faults` for `/api/faults`.
 */
export function requireToken(token: string | undefined): Middleware {
  if (token === undefined) return (_ctx, next) => next();
  const expected = digest(token);
  return async (ctx, next) => {
    const given = /^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1] ?? '';
    // Digests have one length, so that the comparison tells nothing about the token's.
    const valid = timingSafeEqual(digest(given), expected);
    if (!isOpen(ctx.path) && !valid) {
      ctx.set('www-authenticate', 'Bearer');
      throw new ProblemError('not-authorized');
    }
    await next();
  };
}

function isOpen(path: string): boolean {
  return path === '/' || path === '/swagger' || path.startsWith('/swagger/') || path.startsWith('/page/');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
