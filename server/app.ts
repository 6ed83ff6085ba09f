import Koa from 'koa';
import type { Capabilities } from '../contract/health.ts';
import type { Config } from './config.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { Engine } from './engine/port.ts';
import type { EventHub } from './events/hub.ts';
import type { FaultDriver } from './faults/drivers/driver.ts';
import type { FaultStore } from './faults/fault-store.ts';
import type { Supervisor } from './faults/supervisor.ts';
import { answerProblems } from './http/answer-problems.ts';
import { bindRoutes, refuseOtherMethods } from './http/bind-routes.ts';
import { createChangeLimit } from './http/change-limit.ts';
import { hasClientLeft } from './http/client-left.ts';
import { guardHost } from './http/guard-host.ts';
import { guardOrigin } from './http/guard-origin.ts';
import type { Log } from './http/log.ts';
import { requestLog } from './http/request-log.ts';
import { requireToken } from './http/require-token.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { RequestState } from './http/state.ts';
import type { QueryMetrics } from './metrics/prometheus.ts';
import type { NodeRegistry } from './nodes/registry.ts';
import type { Observation } from './observation.ts';
import { deliveryRoutes } from './routes/delivery.ts';
import { faultRoutes } from './routes/faults.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { observeRoutes } from './routes/observe.ts';
import { openApiDocument } from './routes/openapi.ts';
import { addPage } from './routes/page.ts';
import { platformRoutes } from './routes/platform.ts';
import { addSwagger } from './routes/swagger.ts';
import { trafficRoutes } from './routes/traffic.ts';
import type { Runs } from './traffic/runs.ts';

/** Everything that the routes need, built once in `main.ts`. */
export interface AppParts {
  config: Pick<Config, 'token' | 'allowedHosts' | 'labNetwork' | 'parts'>;
  log: Log;
  engine: Engine;
  hub: EventHub;
  registry: NodeRegistry;
  drivers: readonly FaultDriver[];
  faults: FaultStore;
  supervisor: Supervisor;
  runs: Runs;
  deliveries: Pick<Deliveries, 'get'>;
  capabilities: () => Promise<Capabilities>;
  queryMetrics: QueryMetrics;
  observation: Observation;
  /** Folder of the files of Swagger UI. */
  swaggerAssets: string;
  /** Folder of the files of the live page. */
  pageAssets: string;
  /** How many changes are taken at once and in a second; 100 and 50 if absent. */
  changes?: { perSecond: number; burst: number };
  /** Measures requests; left out in tests. */
  traceRequests?: Koa.Middleware;
}

/** The Platform API: the middleware in the order in which a request meets it, then the routes. */
export function createApp(parts: AppParts): Koa<RequestState> {
  const { config, log, engine, hub, registry, drivers, faults, supervisor, runs } = parts;
  const { capabilities, queryMetrics } = parts;
  const handlers = {
    ...platformRoutes({ config, hub, registry, capabilities, queryMetrics }),
    ...nodeRoutes(registry, engine),
    ...trafficRoutes(runs, registry, config.labNetwork),
    ...deliveryRoutes(parts.deliveries),
    ...faultRoutes(supervisor, faults, drivers),
    ...observeRoutes(parts.observation),
  };
  const takeChange = createChangeLimit(parts.changes ?? { perSecond: 50, burst: 100 });
  const router = bindRoutes(handlers, takeChange);
  addSwagger(router, parts.swaggerAssets, openApiDocument());
  addPage(router, parts.pageAssets);

  const app = new Koa<RequestState>();
  app.on('error', (error, ctx?: Koa.Context) => {
    if (!hasClientLeft(error, ctx)) log('error', 'unexpected error', { error });
  });
  if (parts.traceRequests !== undefined) app.use(parts.traceRequests);
  app
    .use(requestLog(log))
    .use(securityHeaders)
    .use(answerProblems(log))
    .use(guardHost(config.allowedHosts))
    .use(guardOrigin)
    .use(requireToken(config.token))
    .use(refuseOtherMethods(router))
    .use(router.routes());
  return app;
}
