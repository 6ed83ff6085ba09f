import { LogRecords, LogSearch } from './logs.ts';
import { DashboardList, LiveQuery } from './panels.ts';
import type { Route } from './route.ts';
import { Timeline, TimelineQuery } from './timeline.ts';
import { Topology, TopologyQuery } from './topology.ts';
import { Trace, TraceList, TracePath, TraceSearch } from './traces.ts';

/** The operations that only look at the system. */
export const observeRoutes = {
  topologyGet: {
    method: 'GET',
    path: '/api/topology',
    tag: 'Observe',
    summary: 'Nodes and the calls between them over the last ten seconds, with the faults that are on them',
    status: 200,
    query: TopologyQuery,
    response: Topology,
    problems: ['invalid-request', 'telemetry-unreachable', 'engine-unreachable'],
  },
  timelineGet: {
    method: 'GET',
    path: '/api/timeline',
    tag: 'Observe',
    summary: 'What happened: faults and runs with their phases, and what became of the nodes',
    status: 200,
    query: TimelineQuery,
    response: Timeline,
    problems: ['invalid-request'],
  },
  traceSearch: {
    method: 'GET',
    path: '/api/traces',
    tag: 'Observe',
    summary: 'Search traces, newest first',
    status: 200,
    query: TraceSearch,
    response: TraceList,
    problems: ['invalid-request', 'telemetry-unreachable'],
  },
  traceGet: {
    method: 'GET',
    path: '/api/traces/{id}',
    tag: 'Observe',
    summary: 'One trace with its spans',
    status: 200,
    params: TracePath,
    response: Trace,
    problems: ['invalid-request', 'trace-not-found', 'telemetry-unreachable'],
  },
  logSearch: {
    method: 'GET',
    path: '/api/logs',
    tag: 'Observe',
    summary:
      'Search the logs of all nodes, oldest first; with follow=true a stream of server-sent events that goes on',
    status: 200,
    query: LogSearch,
    response: LogRecords,
    streams: true,
    problems: ['invalid-request', 'telemetry-unreachable', 'live-limit'],
  },
  panelList: {
    method: 'GET',
    path: '/api/panels',
    tag: 'Observe',
    summary: 'Every dashboard with its panels, as data',
    status: 200,
    response: DashboardList,
    problems: [],
  },
  liveStream: {
    method: 'GET',
    path: '/api/live',
    tag: 'Observe',
    summary:
      'Points of panels as server-sent events "points": first the history, then one a second; "problem" while ' +
      'there is none',
    status: 200,
    query: LiveQuery,
    problems: ['invalid-request', 'live-limit'],
  },
} as const satisfies Record<string, Route>;
