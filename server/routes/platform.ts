import type { Capabilities } from '../../contract/health.ts';
import { platformVersion, type Config } from '../config.ts';
import type { EventHub } from '../events/hub.ts';
import { partsHealth } from '../health/parts.ts';
import { answered, type Handlers } from '../http/bind-routes.ts';
import { openEventStream } from '../http/event-stream.ts';
import type { NodeRegistry } from '../nodes/registry.ts';
import type { QueryMetrics } from '../metrics/prometheus.ts';

/** The routes of the platform itself: health, abilities, events, metrics. */
export function platformRoutes(parts: {
  config: Pick<Config, 'parts'>;
  hub: EventHub;
  registry: NodeRegistry;
  capabilities: () => Promise<Capabilities>;
  queryMetrics: QueryMetrics;
}): Pick<Handlers, 'healthGet' | 'capabilitiesGet' | 'eventStream' | 'metricsQuery'> {
  return {
    async healthGet() {
      const engine = {
        name: 'engine',
        status: parts.registry.lostBecause() === undefined ? ('up' as const) : ('down' as const),
        needed: true,
        detail: parts.registry.lostBecause() ?? null,
      };
      const all = [engine, ...(await partsHealth(parts.config.parts))];
      const degraded = all.some(({ needed, status }) => needed && status !== 'up');
      return { status: degraded ? 'degraded' : 'ok', version: platformVersion, parts: all };
    },

    capabilitiesGet: () => parts.capabilities(),
    metricsQuery: ({ query }) => parts.queryMetrics(query),

    eventStream(_input, ctx) {
      const stream = openEventStream(ctx);
      const lastEventId = ctx.get('last-event-id') || undefined;
      const unsubscribe = parts.hub.subscribe(
        ({ id, event }) => stream.send({ id, event: event.type, data: event }),
        lastEventId,
      );
      stream.signal.addEventListener('abort', unsubscribe);
      return answered;
    },
  };
}
