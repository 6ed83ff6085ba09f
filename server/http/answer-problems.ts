import type { Middleware } from 'koa';
import { problemDocument, ProblemError, problems } from '../../contract/problems.ts';
import type { Log } from './log.ts';
import type { RequestState } from './state.ts';

/**
 * The one place where errors become answers: a `ProblemError` its problem document, anything else the problem
 * `internal-error` without a word of what went wrong inside; that goes to the log, under the request id.
 */
export function answerProblems(log: Log): Middleware<RequestState> {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw new ProblemError('not-found');
    } catch (error) {
      const expected = error instanceof ProblemError;
      if (!expected) log('error', 'request failed', { requestId: ctx.state.requestId, error });
      const document = expected ? error.toDocument() : problemDocument('internal-error');
      ctx.status = problems[document.code as keyof typeof problems].status;
      ctx.body = JSON.stringify({ ...document, instance: ctx.state.requestId });
      ctx.type = 'application/problem+json';
    }
  };
}
