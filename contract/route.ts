import type { z } from 'zod';
import type { ProblemCode } from './problems.ts';

/** One operation of the API. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with OpenAPI parameters, such as `/api/nodes/{name}`. */
  path: string;
  tag: 'Nodes' | 'Traffic' | 'Faults' | 'Metrics' | 'Observe' | 'Platform';
  summary: string;
  /** Status of a success. */
  status: 200 | 202;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Schema of a success; absent for a stream of server-sent events. */
  response?: z.ZodType;
  /** Whether a success can be a stream of server-sent events as well. */
  streams?: boolean;
  /** Further successful answers, by status. */
  also?: { status: 200 | 202; schema: z.ZodType; description: string };
  /** Operations that the `id` of the answer can be given to. */
  links?: readonly string[];
  /** Whether it ends something: whoever wants to stop must always be able to, so that it is never held back. */
  isEnding?: boolean;
  /** The named problems of this operation, besides those that any request of its kind can meet. */
  problems: readonly ProblemCode[];
}
