import { ProblemError, Problem, problems, type ProblemCode } from './problems.ts';
import type { Route } from './route.ts';
import { endsSomething } from './route-problems.ts';
import { routes, type RouteInput, type RouteName, type RouteOutput } from './routes.ts';

/** How to reach the Platform API. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:5050`. */
  baseUrl: string;
  token?: string | undefined;
  /** Milliseconds until an operation is given up; if absent, 30 000, and 120 000 for what ends something. */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

/** Calls an operation of the API by its name. */
export type Client = <N extends RouteName>(
  name: N,
  input: RouteInput<N>,
  signal?: AbortSignal,
) => Promise<RouteOutput<N>>;

/** A problem that the API answered, or `undefined` for any other error. */
export function problemOf(error: unknown): ProblemError | undefined {
  return error instanceof ProblemError ? error : undefined;
}

/**
 * Makes the typed client of the API.
 *
 * The client throws {@link ProblemError} for every problem document, and the error of `fetch` when the API cannot
 * be reached or does not answer in time.
 */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  return async (name, input, signal) => {
    const route: Route = routes[name];
    const given = input as { params?: object; query?: object; body?: object };
    const timeout = AbortSignal.timeout(options.timeoutMs ?? usualTimeoutMs(route));
    const answer = await send(options.baseUrl + pathOf(route, given), {
      method: route.method,
      headers: {
        ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (!answer.ok) throw await readProblem(answer);
    return (await answer.json()) as never;
  };
}

/** An end is answered when it is there: a run may wait for its last answers, a fault for its evidence. */
function usualTimeoutMs(route: Route): number {
  return endsSomething(route) ? 120_000 : 30_000;
}

/** Path and query of a call. */
export function pathOf(route: Pick<Route, 'path'>, input: { params?: object; query?: object }): string {
  const params = input.params as Record<string, string> | undefined;
  const path = route.path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params?.[key] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(key, String(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

async function readProblem(answer: Response): Promise<Error> {
  const parsed = Problem.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success || !(parsed.data.code in problems)) {
    return new Error(
      `The server at ${answer.url} answered with status ${answer.status} and no problem document.`,
    );
  }
  const { code, detail, errors } = parsed.data;
  return new ProblemError(code as ProblemCode, detail, errors === undefined ? {} : { errors });
}
