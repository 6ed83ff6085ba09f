import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { Problem, problems, type ProblemCode } from '../../contract/problems.ts';
import { commonProblems, problemsOf } from '../../contract/route-problems.ts';
import type { Route } from '../../contract/route.ts';
import { routes } from '../../contract/routes.ts';
import type { Answer, Ask } from './http.ts';

/** Asserts that an answer is one that the contract tells of: its status, its problem, every field of its body. */
export function assertConforms({ method = 'GET', path }: Ask, answer: Answer): void {
  const route = routeOf(method, path);
  // An answer to HEAD has no body to look at.
  if (method === 'HEAD') return;
  if (answer.status >= 400) return assertDocumentedProblem(route, answer);
  if (route?.response === undefined || answer.text === '') return;
  const schema = route.also?.status === answer.status ? route.also.schema : route.response;
  assert.ok([route.status, route.also?.status].includes(answer.status as 200), `status ${answer.status}`);
  assert.match(answer.headers['content-type'] ?? '', /^application\/json\b/);
  const parsed = schema.parse(answer.json);
  assert.ok(isDeepStrictEqual(parsed, answer.json), 'the answer has fields that the contract does not know');
}

/** The operation that a request is for. A path that is written out comes before one with parameters. */
function routeOf(method: string, path: string): Route | undefined {
  const plain = path.replace(/[?#].*$/, '');
  const all = Object.values(routes) as Route[];
  const literal = all.filter((route) => route.path === plain);
  const matching = all.filter(({ path: pattern }) =>
    new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  return (literal.length > 0 ? literal : matching).find((route) => route.method === method);
}

function assertDocumentedProblem(route: Route | undefined, answer: Answer): void {
  assert.equal(answer.headers['content-type'], 'application/problem+json', answer.text);
  const problem = Problem.parse(answer.json);
  const code = problem.code as ProblemCode;
  assert.equal(problems[code].status, answer.status);
  assert.equal(problem.status, answer.status);
  assert.equal(problem.type, `urn:dsp:problem:${code}`);
  assert.equal(problem.instance, answer.headers['x-request-id']);
  const documented: readonly ProblemCode[] =
    route === undefined ? [...commonProblems, 'not-found', 'method-not-allowed'] : problemsOf(route);
  assert.ok(documented.includes(code), `the contract does not tell of ${code} here`);
}
