import type { z } from 'zod';
import { Delivery } from './delivery.ts';
import {
  FaultCatalogList,
  FaultHalt,
  FaultList,
  FaultPath,
  FaultPlan,
  FaultRequest,
  Fault,
} from './faults/fault.ts';
import { Capabilities, Health } from './health.ts';
import { MetricsAnswer, MetricsQuery } from './metrics.ts';
import { LogLines, LogQuery, Node, NodeList, NodePath } from './nodes.ts';
import { observeRoutes } from './observe-routes.ts';
import type { Route } from './route.ts';
import { TrafficPatch, TrafficRequest } from './traffic/request.ts';
import { TrafficList, TrafficPath, TrafficPlan, TrafficRun, TrafficStop } from './traffic/run.ts';

/** Every operation of the Platform API. The router, the OpenAPI document and the client are made from this. */
export const routes = {
  healthGet: {
    method: 'GET',
    path: '/api/health',
    tag: 'Platform',
    summary: 'State of every part of the platform',
    status: 200,
    response: Health,
    problems: [],
  },
  capabilitiesGet: {
    method: 'GET',
    path: '/api/capabilities',
    tag: 'Platform',
    summary: 'What this machine can do: engine, kernel, images, drivers, each with its reason',
    status: 200,
    response: Capabilities,
    problems: ['engine-unreachable', 'engine-failed'],
  },
  eventStream: {
    method: 'GET',
    path: '/api/events',
    tag: 'Platform',
    summary: 'Everything that happens, as server-sent events; resumable by Last-Event-ID',
    status: 200,
    problems: [],
  },
  nodeList: {
    method: 'GET',
    path: '/api/nodes',
    tag: 'Nodes',
    summary: 'All nodes',
    status: 200,
    response: NodeList,
    problems: ['engine-unreachable'],
  },
  nodeGet: {
    method: 'GET',
    path: '/api/nodes/{name}',
    tag: 'Nodes',
    summary: 'One node',
    status: 200,
    params: NodePath,
    response: Node,
    problems: ['invalid-request', 'node-not-found', 'engine-unreachable'],
  },
  nodeLogs: {
    method: 'GET',
    path: '/api/nodes/{name}/logs',
    tag: 'Nodes',
    summary: 'Log of a node: the last lines, or with follow=true a stream of server-sent events',
    status: 200,
    params: NodePath,
    query: LogQuery,
    response: LogLines,
    streams: true,
    problems: ['invalid-request', 'node-not-found', 'engine-unreachable', 'engine-failed'],
  },
  trafficStart: {
    method: 'POST',
    path: '/api/traffic/start',
    tag: 'Traffic',
    summary: 'Start traffic against a node',
    status: 202,
    body: TrafficRequest,
    response: TrafficRun,
    links: ['trafficGet', 'trafficChange', 'trafficDelete', 'deliveryGet'],
    problems: [
      'target-not-in-lab',
      'script-not-found',
      'image-missing',
      'engine-unreachable',
      'engine-failed',
    ],
  },
  trafficPlan: {
    method: 'POST',
    path: '/api/traffic/plan',
    tag: 'Traffic',
    summary: 'Say what traffic would be sent, without starting it: the planned rate over time, and the total',
    status: 200,
    body: TrafficRequest,
    response: TrafficPlan,
    problems: [],
  },
  trafficStop: {
    method: 'POST',
    path: '/api/traffic/stop',
    tag: 'Traffic',
    summary: 'Stop one run, or all of them',
    status: 202,
    isEnding: true,
    body: TrafficStop,
    response: TrafficList,
    problems: ['run-not-found', 'engine-unreachable', 'engine-failed'],
  },
  trafficList: {
    method: 'GET',
    path: '/api/traffic',
    tag: 'Traffic',
    summary: 'All runs, newest first',
    status: 200,
    response: TrafficList,
    problems: [],
  },
  trafficGet: {
    method: 'GET',
    path: '/api/traffic/{id}',
    tag: 'Traffic',
    summary: 'One run, with its planned rate against the achieved one',
    status: 200,
    params: TrafficPath,
    response: TrafficRun,
    problems: ['invalid-request', 'run-not-found'],
  },
  trafficChange: {
    method: 'PATCH',
    path: '/api/traffic/{id}',
    tag: 'Traffic',
    summary: 'Change the rate of a constant run while it runs',
    status: 200,
    params: TrafficPath,
    body: TrafficPatch,
    response: TrafficRun,
    problems: [
      'run-not-found',
      'rate-not-changeable',
      'image-missing',
      'engine-unreachable',
      'engine-failed',
    ],
  },
  trafficDelete: {
    method: 'DELETE',
    path: '/api/traffic/{id}',
    tag: 'Traffic',
    summary: 'Stop one run; stopping a run that is over changes nothing',
    status: 202,
    params: TrafficPath,
    response: TrafficRun,
    problems: ['invalid-request', 'run-not-found', 'engine-unreachable', 'engine-failed'],
  },
  deliveryGet: {
    method: 'GET',
    path: '/api/delivery/{id}',
    tag: 'Traffic',
    summary: 'What became of the messages of a run: counts, losses, repetitions, and a verdict',
    status: 200,
    params: TrafficPath,
    response: Delivery,
    problems: ['invalid-request', 'run-not-found'],
  },
  faultCreate: {
    method: 'POST',
    path: '/api/faults',
    tag: 'Faults',
    summary: 'Switch a fault on, or with dryRun say what it would do',
    status: 202,
    body: FaultRequest,
    response: Fault,
    also: { status: 200, schema: FaultPlan, description: 'Dry run: what would be done' },
    links: ['faultGet', 'faultEnd'],
    problems: [
      'node-not-found',
      'no-target',
      'node-not-running',
      'driver-unavailable',
      'fault-conflict',
      'engine-unreachable',
      'engine-failed',
    ],
  },
  faultList: {
    method: 'GET',
    path: '/api/faults',
    tag: 'Faults',
    summary: 'All faults, newest first',
    status: 200,
    response: FaultList,
    problems: [],
  },
  faultHalt: {
    method: 'DELETE',
    path: '/api/faults',
    tag: 'Faults',
    summary: 'Halt: end every fault, verify that nothing of them is left',
    status: 200,
    response: FaultHalt,
    problems: ['engine-unreachable', 'engine-failed'],
  },
  faultCatalog: {
    method: 'GET',
    path: '/api/faults/catalog',
    tag: 'Faults',
    summary: 'Every kind of fault with its parameters, in words and as JSON Schema',
    status: 200,
    response: FaultCatalogList,
    problems: [],
  },
  faultGet: {
    method: 'GET',
    path: '/api/faults/{id}',
    tag: 'Faults',
    summary: 'One fault with its steps and evidence',
    status: 200,
    params: FaultPath,
    response: Fault,
    problems: ['invalid-request', 'fault-not-found'],
  },
  faultEnd: {
    method: 'DELETE',
    path: '/api/faults/{id}',
    tag: 'Faults',
    summary: 'End one fault',
    status: 202,
    params: FaultPath,
    response: Fault,
    problems: ['invalid-request', 'fault-not-found', 'fault-already-over'],
  },
  metricsQuery: {
    method: 'GET',
    path: '/api/metrics/query',
    tag: 'Metrics',
    summary: 'Read-only PromQL: an instant, or a range',
    status: 200,
    query: MetricsQuery,
    response: MetricsAnswer,
    problems: ['invalid-request', 'query-refused', 'telemetry-unreachable'],
  },
  ...observeRoutes,
} as const satisfies Record<string, Route>;

/** Name of an operation, such as `faultCreate`. */
export type RouteName = keyof typeof routes;

type Input<S> = S extends z.ZodType ? z.input<S> : undefined;
type Output<S> = S extends z.ZodType ? z.output<S> : undefined;
type Field<R, K extends string> = R extends Record<K, infer S> ? S : undefined;

/** What a client gives to an operation. */
export type RouteInput<N extends RouteName> = {
  [K in 'params' | 'query' | 'body' as (typeof routes)[N] extends Record<K, z.ZodType> ? K : never]: Input<
    Field<(typeof routes)[N], K>
  >;
};

/** What a handler of an operation gets, after parsing. */
export type RouteParsed<N extends RouteName> = {
  [K in 'params' | 'query' | 'body']: Output<Field<(typeof routes)[N], K>>;
};

/** What an operation answers. */
export type RouteOutput<N extends RouteName> =
  | Output<Field<(typeof routes)[N], 'response'>>
  | ((typeof routes)[N] extends { also: { schema: infer S } } ? Output<S> : never);
