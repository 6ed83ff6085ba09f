import type { RouteInput, RouteName, routes } from '../routes.ts';

type Address<N extends RouteName> = `${(typeof routes)[N]['method']} ${(typeof routes)[N]['path']}`;

/**
 * Method and path of every operation. The compiler holds this against the route table of the contract, whose
 * schemas (and the library behind them) would make the page several times as large.
 */
const addresses: { [N in RouteName]: Address<N> } = {
  healthGet: 'GET /api/health',
  capabilitiesGet: 'GET /api/capabilities',
  eventStream: 'GET /api/events',
  nodeList: 'GET /api/nodes',
  nodeGet: 'GET /api/nodes/{name}',
  nodeLogs: 'GET /api/nodes/{name}/logs',
  trafficStart: 'POST /api/traffic/start',
  trafficPlan: 'POST /api/traffic/plan',
  trafficStop: 'POST /api/traffic/stop',
  trafficList: 'GET /api/traffic',
  trafficGet: 'GET /api/traffic/{id}',
  trafficChange: 'PATCH /api/traffic/{id}',
  trafficDelete: 'DELETE /api/traffic/{id}',
  deliveryGet: 'GET /api/delivery/{id}',
  faultCreate: 'POST /api/faults',
  faultList: 'GET /api/faults',
  faultHalt: 'DELETE /api/faults',
  faultCatalog: 'GET /api/faults/catalog',
  faultGet: 'GET /api/faults/{id}',
  faultEnd: 'DELETE /api/faults/{id}',
  metricsQuery: 'GET /api/metrics/query',
  topologyGet: 'GET /api/topology',
  timelineGet: 'GET /api/timeline',
  traceSearch: 'GET /api/traces',
  traceGet: 'GET /api/traces/{id}',
  logSearch: 'GET /api/logs',
  panelList: 'GET /api/panels',
  liveStream: 'GET /api/live',
};

/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  path: string;
  body: object | undefined;
}

/** The request of an operation with its input. */
export function requestOf<N extends RouteName>(name: N, input: RouteInput<N>): WireRequest {
  const { params, query, body } = input as { params?: Record<string, string>; query?: object; body?: object };
  const [method = '', template = ''] = addresses[name].split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params?.[key] ?? ''));
  return { method, path: withQuery(path, query ?? {}), body };
}

/** A path with those parameters that have a value. */
export function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
