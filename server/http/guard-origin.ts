import type { Middleware } from 'koa';
import { ProblemError } from '../../contract/problems.ts';

/**
 * Refuses what other web sites make a browser send (CSRF). Programs send neither header; the platform's own
 * page sends its own origin. No CORS header is ever answered, so no other page can read anything either.
 */
export const guardOrigin: Middleware = async (ctx, next) => {
  const origin = ctx.get('origin');
  if (origin !== '' && origin !== `${ctx.protocol}://${ctx.host}`) {
    throw new ProblemError('origin-not-allowed', `The origin "${origin}" is not this server.`);
  }
  const site = ctx.get('sec-fetch-site');
  const navigation = ctx.get('sec-fetch-mode') === 'navigate' && ctx.method === 'GET';
  if ((site === 'cross-site' || site === 'same-site') && !navigation) {
    throw new ProblemError('origin-not-allowed', `A ${site} request is refused.`);
  }
  await next();
};
