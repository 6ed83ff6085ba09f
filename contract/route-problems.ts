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

/** Whether an operation is refused when too many come in a short time. What ends something never is. */
export function isLimited({ method, isEnding }: Pick<Route, 'method' | 'isEnding'>): boolean {
  return (method === 'POST' || method === 'PATCH') && isEnding !== true;
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
