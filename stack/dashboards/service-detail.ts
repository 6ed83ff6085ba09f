import type { Dashboard, Panel } from '../../contract/panels.ts';
import { chart, limits, number } from './panel.ts';
import { called, callRate, durationQuantile, errorPercent, served, window } from './spans.ts';

const callers = 'source="app", span_kind="SPAN_KIND_CLIENT", server_address=~"$service"';

/** Metrics of containers say only their node: those of the nodes on which the chosen service runs. */
const onItsNodes =
  'and on (node) group by (node) (traces_span_metrics_calls_total{source="app", service_name=~"$service", node=~"$node"})';
const runtime = 'service_name=~"$service", node=~"$node"';

const redNow: Panel[] = [
  number({
    id: 'rate-now',
    title: 'Requests',
    teaches: 'Rate: the first of the three numbers to know of any service.',
    unit: 'reqps',
    queries: [{ expression: callRate(served, 'service_name'), legend: '{{service_name}}' }],
  }),
  number({
    id: 'errors-now',
    title: 'Errors',
    teaches: 'Errors: the share of its requests that the service failed.',
    unit: 'percent',
    thresholds: limits(1, 5),
    queries: [{ expression: errorPercent(served, 'service_name'), legend: '{{service_name}}' }],
  }),
  number({
    id: 'duration-now',
    title: 'Duration, 95th percentile',
    teaches: 'Duration: what all but one in twenty requests stay below.',
    unit: 's',
    thresholds: limits(0.5, 2),
    queries: [{ expression: durationQuantile(0.95, served, 'service_name'), legend: '{{service_name}}' }],
  }),
  number({
    id: 'restarts-now',
    title: 'Starts after the first one',
    teaches: 'A service that restarts loses its connections, its caches and whatever it held only in memory.',
    unit: 'count',
    thresholds: limits(1, 5),
    queries: [{ expression: `max by (node) (container_restarts ${onItsNodes})`, legend: '{{node}}' }],
  }),
];

const red: Panel[] = [
  chart({
    id: 'routes',
    title: 'Requests by route',
    teaches: 'Which of its doors the load comes through.',
    unit: 'reqps',
    queries: [{ expression: callRate(served, 'http_route'), legend: '{{http_route}}' }],
  }),
  chart({
    id: 'statuses',
    title: 'Answers by status',
    teaches: '5xx are its own failures, 4xx those of its callers.',
    unit: 'reqps',
    queries: [
      { expression: callRate(served, 'http_response_status_code'), legend: '{{http_response_status_code}}' },
    ],
  }),
  chart({
    id: 'latency',
    title: 'Duration',
    teaches: 'Dots are single requests: each opens its trace.',
    unit: 's',
    thresholds: limits(0.5, 2),
    queries: [0.5, 0.95, 0.99].map((quantile) => ({
      expression: durationQuantile(quantile, served, 'service_name'),
      legend: `p${quantile * 100}`,
    })),
  }),
];

const calls: Panel[] = [
  chart({
    id: 'calls-in',
    title: 'Called by',
    teaches: 'Other nodes that depend on this one: whoever is here feels its faults.',
    unit: 'reqps',
    queries: [{ expression: callRate(callers, 'service_name'), legend: '{{service_name}}' }],
    quiet: 'Empty for a service that no other node calls.',
  }),
  chart({
    id: 'calls-out',
    title: 'Calls',
    teaches: 'Nodes that this one depends on: a fault there can be felt here.',
    unit: 'reqps',
    queries: [{ expression: callRate(called, 'server_address'), legend: '{{server_address}}' }],
    quiet: 'Empty for a service that calls no other node.',
  }),
  chart({
    id: 'calls-out-errors',
    title: 'Errors of its calls',
    teaches: 'When these rise and its own errors do not, the service masks the fault of another.',
    unit: 'percent',
    thresholds: limits(1, 5),
    queries: [{ expression: errorPercent(called, 'server_address'), legend: '{{server_address}}' }],
    quiet: 'Empty for a service that calls no other node.',
  }),
  chart({
    id: 'calls-out-latency',
    title: 'Latency of its calls, 95th percentile',
    teaches: 'The part of its duration that it cannot help.',
    unit: 's',
    queries: [{ expression: durationQuantile(0.95, called, 'server_address'), legend: '{{server_address}}' }],
    quiet: 'Empty for a service that calls no other node.',
  }),
];

const inside: Panel[] = [
  chart({
    id: 'cpu',
    title: 'CPU',
    teaches: 'Of the whole container; at its limit it is held back and every request waits.',
    unit: 'cores',
    queries: [
      {
        expression: `sum by (node) (rate(container_cpu_time_seconds_total${window})) ${onItsNodes}`,
        legend: '{{node}}',
      },
    ],
  }),
  chart({
    id: 'memory',
    title: 'Memory',
    teaches: 'At the limit the kernel kills the container, without a word in its own log.',
    unit: 'bytes',
    queries: [
      { expression: `sum by (node) (container_memory_usage_bytes) ${onItsNodes}`, legend: 'used, {{node}}' },
      { expression: `sum by (node) (container_memory_limit_bytes) ${onItsNodes}`, legend: 'limit, {{node}}' },
    ],
  }),
  chart({
    id: 'network',
    title: 'Network',
    teaches: 'All networks of the container together, telemetry included.',
    unit: 'bytesps',
    queries: ['receive', 'transmit'].map((direction) => ({
      expression: `sum by (node) (rate(container_network_io_bytes_total{network_io_direction="${direction}"}${window})) ${onItsNodes}`,
      legend: `${direction}, {{node}}`,
    })),
  }),
  chart({
    id: 'runtime-memory',
    title: 'Memory of the runtime',
    teaches: 'A saw-tooth is a garbage collector at work; a saw that climbs is a leak.',
    unit: 'bytes',
    queries: [
      { expression: `sum by (node) (v8js_memory_heap_used_bytes{${runtime}})`, legend: 'V8 heap, {{node}}' },
      { expression: `sum by (node) (go_memory_used_bytes{${runtime}})`, legend: 'Go, {{node}}' },
    ],
    quiet: 'Only for runtimes that report it, such as Node.js and Go.',
  }),
  chart({
    id: 'runtime-delay',
    title: 'Delay before work is taken up',
    teaches:
      'Time in which a request was there and nobody ran: of the event loop, or of the scheduler of Go.',
    unit: 's',
    queries: [
      {
        expression: `max by (node) (nodejs_eventloop_delay_p99_seconds{${runtime}})`,
        legend: 'event loop p99, {{node}}',
      },
      {
        expression: `histogram_quantile(0.99, sum by (le, node) (rate(go_schedule_duration_seconds_bucket{${runtime}}${window})))`,
        legend: 'goroutines p99, {{node}}',
      },
    ],
    quiet: 'Only for runtimes that report it, such as Node.js and Go.',
  }),
];

/** Everything about one service, from the outside in. */
export const serviceDetail: Dashboard = {
  id: 'dsp-service-detail',
  title: 'Service detail',
  description: 'One service: its requests, its calls, its container, its runtime, its logs and its traces.',
  variables: ['service', 'node'],
  panels: [...redNow, ...red, ...calls, ...inside],
};
