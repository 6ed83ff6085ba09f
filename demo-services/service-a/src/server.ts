import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { context, trace } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import type { Answer, Handler, Route } from './http.ts';
import { exceptionAttributes, type Logger } from './logging.ts';
import { Problem } from './problems.ts';

/** What a request is recorded with when its caller was gone before the answer (as by nginx; it is not registered). */
const statusClientClosedRequest = 499;

/** Everything that a slow or silent client could hold on to is bounded. */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  // Longer than clients keep idle connections, so that it is they who close them.
  keepAliveTimeout: 75_000,
};

/** Makes the server of a route table. `isDraining` tells when it should let go of its connections. */
export function createApiServer(routes: Route[], logger: Logger, isDraining: () => boolean): Server {
  return createServer(limits, (request, response) => {
    void respond(request, response);
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Stays if nothing is sent.
    response.statusCode = statusClientClosedRequest;
    const caller = new AbortController();
    response.on('close', () => {
      if (!response.writableFinished) caller.abort();
    });
    const answer = await answered(request, caller.signal);
    if (caller.signal.aborted) return;
    const { status, body, headers } = answer;
    if (isDraining()) response.setHeader('connection', 'close');
    const text = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...headers,
    });
    response.end(text);
  }

  async function answered(request: IncomingMessage, callerGone: AbortSignal): Promise<Answer> {
    try {
      return await route(routes, request)({ request, callerGone });
    } catch (error) {
      return refusal(error, request, callerGone);
    }
  }

  /** Turns whatever was thrown into a problem, and says so in the log and the span. */
  function refusal(error: unknown, request: IncomingMessage, callerGone: AbortSignal): Answer {
    const about = { 'http.request.method': request.method, 'url.path': pathOf(request) };
    if (callerGone.aborted) {
      logger.warn('caller gone', { ...about, 'http.response.status_code': statusClientClosedRequest });
      return { status: statusClientClosedRequest, body: {} };
    }
    const problem = error instanceof Problem ? error : internalError(error);
    const { status, type, message: detail } = problem;
    const level = status >= 500 ? 'error' : 'warn';
    logger[level]('request refused', {
      ...about,
      'http.response.status_code': status,
      problem: type,
      detail,
    });
    // The instrumentation sets the error type in the metrics only.
    if (status >= 500) trace.getActiveSpan()?.setAttribute('error.type', String(status));
    const headers = { ...problem.headers, 'content-type': 'application/problem+json' };
    return { status, body: problem.toJSON(), headers };
  }

  function internalError(error: unknown): Problem {
    logger.error('mistake of the service', exceptionAttributes(error));
    return new Problem(500, 'internal-error', 'This is a mistake of the service. Its log says more.');
  }
}

/** Finds the handler, and names the route for telemetry: no framework is there to do it. */
function route(routes: Route[], request: IncomingMessage): Handler {
  const { method } = request;
  const path = pathOf(request);
  const atPath = routes.filter((candidate) => candidate.path === path);
  if (atPath.length === 0) throw new Problem(404, 'not-found', `There is no ${path} here.`);
  const metadata = getRPCMetadata(context.active());
  if (metadata?.type === RPCType.HTTP) metadata.route = path;

  const wanted = method === 'HEAD' ? 'GET' : method;
  const found = atPath.find((candidate) => candidate.method === wanted);
  if (found) return found.handle;
  const allow = atPath.map((candidate) => candidate.method).join(', ');
  throw new Problem(405, 'method-not-allowed', `${path} takes ${allow}, not ${method}.`, {
    headers: { allow },
  });
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}
