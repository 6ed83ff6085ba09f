import Router from '@koa/router';
import type { Context, DefaultContext } from 'koa';
import { ProblemError } from '../../contract/problems.ts';
import { isLimited } from '../../contract/route-problems.ts';
import type { Route } from '../../contract/route.ts';
import { routes, type RouteName, type RouteOutput, type RouteParsed } from '../../contract/routes.ts';
import { parseInput } from './parse-input.ts';
import { readJson } from './read-json.ts';
import type { RequestState } from './state.ts';

/** The context of a request, for the few handlers that stream. */
export type RequestContext = Context & { state: RequestState };

/** What a handler gives back when it has answered by itself, as a stream does. */
export const answered = Symbol('answered');

/** Does one operation of the contract with parsed input. */
export type Handler<N extends RouteName> = (
  input: RouteParsed<N>,
  ctx: RequestContext,
) => Promise<RouteOutput<N> | typeof answered> | RouteOutput<N> | typeof answered;

export type Handlers = { [N in RouteName]: Handler<N> };

/**
 * Binds every operation of the contract to its handler: parse, do, answer with the contract's status.
 *
 * @param takeChange Called before an operation that is limited; throws when there were too many.
 */
export function bindRoutes(handlers: Handlers, takeChange: () => void): Router<RequestState, DefaultContext> {
  const router = new Router<RequestState, DefaultContext>();
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    const handle = handlers[name] as (input: unknown, ctx: RequestContext) => unknown;
    router.register(route.path.replace(/\{(\w+)\}/g, ':$1'), [route.method.toLowerCase()], async (ctx) => {
      if (isLimited(route)) takeChange();
      const params = route.params && parseInput(route.params, ctx['params']);
      const query = route.query && parseInput(route.query, ctx.query);
      const body = route.body && parseInput(route.body, await readJson(ctx.req));
      const result = await handle({ params, query, body }, ctx);
      if (result === answered) return;
      ctx.status = isDryRun(result) ? 200 : route.status;
      ctx.body = result;
    });
  }
  return router;
}

/** Answers 405 where the path exists but not for this method. */
export function refuseOtherMethods(router: Router<RequestState, DefaultContext>) {
  return async (ctx: Context, next: () => Promise<unknown>): Promise<void> => {
    const { path } = router.match(ctx.path, ctx.method);
    // `start` in /api/traffic/start is an address of its own, not an {id}.
    const literal = path.filter((layer) => layer.path === ctx.path);
    const layers = literal.length > 0 ? literal : path;
    const methods = [...new Set(layers.flatMap((layer) => layer.methods))].filter(
      (method) => method !== 'HEAD',
    );
    if (methods.length > 0 && !methods.includes(ctx.method) && ctx.method !== 'HEAD') {
      ctx.set('allow', methods.join(', '));
      throw new ProblemError('method-not-allowed', `${ctx.path} knows ${methods.join(', ')}.`);
    }
    await next();
  };
}

function isDryRun(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'dryRun' in result;
}
