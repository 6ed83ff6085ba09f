import type { Engine } from '../engine/port.ts';
import { answered, type Handlers } from '../http/bind-routes.ts';
import { openEventStream } from '../http/event-stream.ts';
import type { NodeRegistry } from '../nodes/registry.ts';

/** The routes of nodes and of their logs. */
export function nodeRoutes(
  registry: NodeRegistry,
  engine: Engine,
): Pick<Handlers, 'nodeList' | 'nodeGet' | 'nodeLogs'> {
  return {
    nodeList: () => ({ nodes: registry.list() }),
    nodeGet: ({ params }) => registry.get(params.name),

    async nodeLogs({ params, query }, ctx) {
      const { name } = registry.get(params.name);
      const { tail } = query;
      if (query.follow === 'false') {
        const signal = AbortSignal.timeout(10_000);
        const lines = [];
        for await (const line of engine.nodes.logs(name, { tail, follow: false, signal })) lines.push(line);
        return { lines };
      }
      const stream = openEventStream(ctx);
      void (async () => {
        try {
          const source = engine.nodes.logs(name, { tail, follow: true, signal: stream.signal });
          for await (const line of source) stream.send({ event: 'log', data: line });
        } finally {
          stream.close();
        }
      })().catch((error: unknown) => ctx.app.emit('error', error, ctx));
      return answered;
    },
  };
}
