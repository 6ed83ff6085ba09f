import type { ProblemCode } from './problems.ts';
import type { Route } from './route.ts';

/** Problems that any request can meet. */
export const commonProblems = [
  'host-not-allowed',
  'origin-not-allowed',
  'not-authorized',
  'internal-error',
] as const satisfies ProblemCode[];

/** Problems that any request with a body can meet. */
const bodyProblems = [
  'invalid-request',
  'malformed-json',
  'body-too-large',
  'unsupported-media-type',
] as const satisfies ProblemCode[];

/** Whether an operation ends something. */
export function endsSomething({ method, isEnding }: Pick<Route, 'method' | 'isEnding'>): boolean {
  return method === 'DELETE' || isEnding === true;
}

/** Whether an operation is refused when too many come in a short time: all that change something but end nothing. */
export function isLimited(route: Pick<Route, 'method' | 'isEnding'>): boolean {
  return route.method !== 'GET' && !endsSomething(route);
}

/** Every problem that an operation can answer. */
export function problemsOf(route: Route): ProblemCode[] {
  return [
    ...new Set<ProblemCode>([
      ...commonProblems,
      ...(route.body === undefined ? [] : bodyProblems),
      ...(isLimited(route) ? (['too-many-requests'] as const) : []),
      ...route.problems,
    ]),
  ];
}
