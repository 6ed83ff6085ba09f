import type { Middleware } from 'koa';

/** Nothing but this server may be loaded, framed or guessed at by a page that we serve. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  // Swagger UI sets style attributes.
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Middleware = async (ctx, next) => {
  ctx.set({
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  await next();
};
