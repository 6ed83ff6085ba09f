import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { Problem, problems, type ProblemCode } from '../../contract/problems.ts';
import { problemsOf } from '../../contract/route-problems.ts';
import type { Route } from '../../contract/route.ts';
import { routes, type RouteName } from '../../contract/routes.ts';
import { platformVersion } from '../config.ts';

extendZodWithOpenApi(z);

/** The OpenAPI 3.1 document of the API, made from the one route table. */
export function openApiDocument(): object {
  const registry = new OpenAPIRegistry();
  const bearer = registry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    registry.registerPath({
      operationId: name,
      method: route.method.toLowerCase() as Lowercase<Route['method']>,
      path: route.path,
      tags: [route.tag],
      summary: route.summary,
      security: [{}, { [bearer.name]: [] }],
      request: requestOf(route),
      responses: { ...successes(route), ...failures(route) },
    });
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Distributed System Platform',
      version: platformVersion,
      description: 'Start traffic, break nodes and networks, and see what happens.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This platform' }],
  });
}

function requestOf({ params, query, body }: Route) {
  return {
    ...(params === undefined ? {} : { params: params as z.ZodObject }),
    ...(query === undefined ? {} : { query: query as z.ZodObject }),
    ...(body === undefined
      ? {}
      : { body: { required: true, content: { 'application/json': { schema: body } } } }),
  };
}

function successes(route: Route): Record<string, object> {
  const { status, response, streams, also, summary, links = [] } = route;
  const events = { 'text/event-stream': { schema: z.string() } };
  const content = {
    ...(response === undefined ? {} : { 'application/json': { schema: response } }),
    ...(response === undefined || streams === true ? events : {}),
  };
  return {
    [status]: { description: summary, content, ...(links.length > 0 && { links: linksTo(links) }) },
    ...(also === undefined
      ? {}
      : {
          [also.status]: {
            description: also.description,
            content: { 'application/json': { schema: also.schema } },
          },
        }),
  };
}

/** What can be done next with the `id` of an answer. */
function linksTo(operations: readonly string[]): Record<string, object> {
  const parameters = { id: '$response.body#/id' };
  return Object.fromEntries(operations.map((operationId) => [operationId, { operationId, parameters }]));
}

/** The problems of a route by their status, each named in the description. */
function failures(route: Route): Record<string, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(route)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, named]) => [
      status,
      {
        description: named.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
}
