import type { Middleware } from 'koa';
import { ProblemError } from '../../contract/problems.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Serves only requests that are addressed to a known host name. A page that makes its own name resolve to
 * 127.0.0.1 (DNS rebinding) is same-origin to itself, but still sends its own name as `Host`.
 */
export function guardHost(allowedHosts: readonly string[]): Middleware {
  const allowed = new Set([...loopbackNames, ...allowedHosts.map((name) => name.toLowerCase())]);
  return async (ctx, next) => {
    // The header as it came: Koa would read `evil@localhost` as `localhost`.
    const name = ctx.get('host').toLowerCase().replace(/:\d+$/, '');
    if (!allowed.has(name)) throw new ProblemError('host-not-allowed', `The host "${name}" is not served.`);
    await next();
  };
}
