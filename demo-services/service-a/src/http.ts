import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** What a handler is given. */
export interface Exchange {
  request: IncomingMessage;
  /** Aborted when the caller goes away before it is answered. */
  callerGone: AbortSignal;
}

/** What a handler answers; refusals are thrown as problems. */
export interface Answer {
  status: number;
  body: object;
  headers?: OutgoingHttpHeaders;
}

/** Answers the requests of one route. */
export type Handler = (exchange: Exchange) => Promise<Answer> | Answer;

/** One line of the route table. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  handle: Handler;
}
