import type { Dashboard } from '../../contract/panels.ts';
import { chart, limits, number, table } from './panel.ts';
import { called, durationMean, window } from './spans.ts';

const edge = 'service_name, server_address';
const ifFault = 'Only when there was a fault in the last 15 minutes.';
const network = `${durationMean(called, edge)}
  - on (server_address) group_left ()
  label_replace(${durationMean('source="app", span_kind="SPAN_KIND_SERVER"', 'node')}, "server_address", "$1", "node", "(.+)")`;

/** A recorded series over the last 15 minutes, inside faults and outside of them. */
const inside = (series: string): string =>
  `avg by (service_name) (avg_over_time((${series}{service_name=~"$service"} and on () dsp:faults_active:count > 0)[15m:2s]))`;
const outside = (series: string): string =>
  `avg by (service_name) (avg_over_time((${series}{service_name=~"$service"} unless on () dsp:faults_active:count > 0)[15m:2s]))`;
const compare = (series: string) => [
  { expression: inside(series), legend: '{{service_name}} inside' },
  { expression: outside(series), legend: '{{service_name}} outside' },
];

/** Of each fault of the last 15 minutes: that it was there, when it showed first, and when it was over. */
const past = 'count by (fault) (fault:last_seen:timestamp_seconds)';
const detected = 'min by (fault) (min_over_time(fault:degraded_after_seconds:since_start[15m]))';
/** A fault that showed, and was over with its end, took no time to recover. */
const recovered =
  '(max by (fault) (max_over_time(fault:degraded_after_seconds:since_end[15m])) or 0 * ' +
  `(${detected} unless on (fault) (dsp_fault_active > 0)))`;

/** Faults and degradation: what changed, how soon it showed, and how soon it was over. */
export const resilience: Dashboard = {
  id: 'dsp-resilience',
  title: 'Resilience to faults',
  description:
    'What a fault changed, inside of its time against outside; how soon it showed; how soon it healed.',
  variables: ['service', 'node'],
  panels: [
    number({
      id: 'faults-now',
      title: 'Faults now',
      teaches: 'Every conclusion below holds only for what was broken at that time.',
      unit: 'count',
      thresholds: [{ value: 1, level: 'warning' }],
      queries: [{ expression: 'dsp:faults_active:count', legend: 'faults' }],
    }),
    number({
      id: 'degraded',
      title: 'Services degraded now',
      teaches: 'More than 1 % errors, or a 95th percentile three times that of the last 15 minutes.',
      unit: 'count',
      thresholds: limits(1, 2),
      queries: [
        {
          expression: 'sum(service:degraded:bool{service_name=~"$service"}) or vector(0)',
          legend: 'degraded',
        },
      ],
    }),
    number({
      id: 'detect-now',
      title: 'Time to detect, whole lab',
      teaches:
        'From the start of a fault until a service was degraded: of those of the last 15 minutes that showed.',
      unit: 's',
      queries: [
        { expression: `quantile(0.5, ${detected})`, legend: 'median' },
        { expression: `max(${detected})`, legend: 'longest' },
      ],
      quiet: ifFault,
    }),
    number({
      id: 'recover-now',
      title: 'Time to recover, whole lab',
      teaches:
        'From the end of a fault until no service was degraded: of those of the last 15 minutes that showed.',
      unit: 's',
      queries: [
        { expression: `quantile(0.5, ${recovered})`, legend: 'median' },
        { expression: `max(${recovered})`, legend: 'longest' },
      ],
      quiet: ifFault,
    }),
    chart({
      id: 'faults',
      title: 'Active faults',
      teaches: 'The bands behind every chart come from these series: cause and effect on one axis.',
      unit: 'bool',
      queries: [
        {
          expression: 'max by (fault, kind, node) (dsp_fault_active{node=~"$node"})',
          legend: '{{kind}} on {{node}}',
        },
      ],
      quiet: 'Only while a fault is active.',
    }),
    chart({
      id: 'network-share',
      title: 'Time on the way, call by call',
      teaches:
        'What the caller waited minus what the called worked: the network, and nothing but the network.',
      unit: 's',
      thresholds: limits(0.05, 0.5),
      queries: [{ expression: network, legend: '{{service_name}} → {{server_address}}' }],
    }),
    table({
      id: 'latency-inside-outside',
      title: 'Latency inside faults and outside',
      teaches: 'The mean 95th percentile of the last 15 minutes, split by whether a fault was active.',
      unit: 's',
      queries: compare('service:latency_seconds:p95_10s'),
    }),
    table({
      id: 'errors-inside-outside',
      title: 'Errors inside faults and outside',
      teaches:
        'A system that keeps this equal inside and outside masks the fault: by retries, or by waiting.',
      unit: 'percent',
      thresholds: limits(1, 5),
      queries: compare('service:error_percent:rate10s'),
    }),
    table({
      id: 'rate-inside-outside',
      title: 'Requests inside faults and outside',
      teaches: 'More requests at the called service inside a fault than outside: its callers retry.',
      unit: 'reqps',
      queries: compare('service:requests:rate10s'),
    }),
    chart({
      id: 'degraded-services',
      title: 'Degraded services',
      teaches: 'A fault on one node that degrades another shows on whom that other depends.',
      unit: 'bool',
      queries: [
        {
          expression: 'max by (service_name) (service:degraded:bool{service_name=~"$service"})',
          legend: '{{service_name}}',
        },
      ],
    }),
    table({
      id: 'time-to-detect',
      title: 'Time until it showed',
      teaches:
        'From the start of a fault until a service was degraded; a fault that never shows here was masked.',
      unit: 's',
      queries: [
        {
          expression:
            'topk(20, min by (fault, kind, node) (min_over_time(fault:degraded_after_seconds:since_start[15m])))',
          legend: '{{kind}} on {{node}} ({{fault}})',
        },
      ],
      quiet: ifFault,
    }),
    table({
      id: 'time-to-recover',
      title: 'Time until it was over',
      teaches:
        'From the end of a fault until no service was degraded: queues and retries outlive their cause.',
      unit: 's',
      queries: [
        {
          expression:
            'topk(20, max by (fault, kind, node) (max_over_time(fault:degraded_after_seconds:since_end[15m])))',
          legend: '{{kind}} on {{node}} ({{fault}})',
        },
      ],
      quiet: ifFault,
    }),
    table({
      id: 'masked',
      title: 'Faults that showed, and that did not',
      teaches: 'A fault that degraded no service was hidden: by retries, by waiting, or by luck.',
      unit: 'count',
      queries: [
        { expression: `count(${past} and on (fault) ${detected}) or 0 * count(${past})`, legend: 'showed' },
        {
          expression: `count(${past} unless on (fault) ${detected}) or 0 * count(${past})`,
          legend: 'never showed',
        },
      ],
      quiet: ifFault,
    }),
    chart({
      id: 'restarts',
      title: 'Starts of nodes after the first one',
      teaches: 'Each step is a node that died and came back, and lost what it held only in memory.',
      unit: 'count',
      queries: [{ expression: 'max by (node) (container_restarts{node=~"$node"})', legend: '{{node}}' }],
    }),
    chart({
      id: 'silence',
      title: 'Seconds since a node was last heard of',
      teaches: 'A silent node is not a node without errors: what it did meanwhile is not known.',
      unit: 's',
      thresholds: limits(5, 30),
      queries: [
        {
          expression:
            'time() - max by (node) (max_over_time(timestamp(http_server_request_duration_seconds_count{source="app", node=~"$node"})[10m:1s]))',
          legend: '{{node}}',
        },
      ],
    }),
    chart({
      id: 'retries',
      title: 'Calls for each request served',
      teaches:
        'Above one, a service calls more often than it is called: retries multiply the load of a fault.',
      unit: 'count',
      queries: [
        {
          expression: `sum by (service_name) (rate(traces_span_metrics_calls_total{${called}}${window}))
  / (sum by (service_name) (rate(traces_span_metrics_calls_total{source="app", span_kind="SPAN_KIND_SERVER"}${window})) > 0)`,
          legend: '{{service_name}}',
        },
      ],
    }),
  ],
};
