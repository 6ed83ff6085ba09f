import type { Dashboard } from '../../contract/panels.ts';
import { chart, limits, table } from './panel.ts';
import { called, callRate, durationQuantile, errorPercent, errorRate, served, window } from './spans.ts';

const edge = 'service_name, server_address';
const edgeLegend = '{{service_name}} → {{server_address}}';

/** Errors and latencies, service by service and call by call. */
export const errors: Dashboard = {
  id: 'dsp-errors',
  title: 'Errors and latencies',
  description:
    'Rate, errors and duration of every service, told apart by who saw them: the called or the caller.',
  variables: ['service', 'node', 'run'],
  panels: [
    chart({
      id: 'error-share',
      title: 'Errors that services answered',
      teaches:
        'The share of requests that a service itself failed; calls that never reached it are not in here.',
      unit: 'percent',
      thresholds: limits(1, 5),
      queries: [{ expression: errorPercent(served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'edge-error-share',
      title: 'Errors that callers saw',
      teaches: 'Above the line of the called service on the left lies what the network lost between the two.',
      unit: 'percent',
      thresholds: limits(1, 5),
      queries: [{ expression: errorPercent(called, edge), legend: edgeLegend }],
    }),
    chart({
      id: 'statuses',
      title: 'Answers by status',
      teaches: '502 and 504 are errors of somebody behind the service that answers: follow the calls.',
      unit: 'reqps',
      queries: [
        {
          expression: callRate(served, 'service_name, http_response_status_code'),
          legend: '{{service_name}} {{http_response_status_code}}',
        },
      ],
    }),
    chart({
      id: 'error-types',
      title: 'Failed calls by kind of error',
      teaches:
        'A refused connection, a time-out and a reset are different faults and want different remedies.',
      unit: 'reqps',
      queries: [
        {
          expression: callRate(`${called}, status_code="STATUS_CODE_ERROR"`, `${edge}, error_type`),
          legend: `${edgeLegend} {{error_type}}`,
        },
      ],
      quiet: 'Only while calls fail.',
    }),
    chart({
      id: 'latency-p50',
      title: 'Latency, the middle request',
      teaches: 'A delay on the whole network lifts this line; a few slow requests do not.',
      unit: 's',
      queries: [{ expression: durationQuantile(0.5, served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'latency-p95',
      title: 'Latency, 95th percentile',
      teaches:
        'Loss and retries show here first: most requests are as fast as ever, some wait for a time-out.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [{ expression: durationQuantile(0.95, served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'latency-p99',
      title: 'Latency, 99th percentile',
      teaches: 'A page made of a hundred calls is as slow as this one.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [{ expression: durationQuantile(0.99, served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'edge-latency-p95',
      title: 'Latency of calls, 95th percentile',
      teaches: 'What the caller waited: the called service, and the way there and back.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [{ expression: durationQuantile(0.95, called, edge), legend: edgeLegend }],
    }),
    chart({
      id: 'errors',
      title: 'Failed requests',
      teaches:
        'A count beside the share: one failure out of two requests is half of them and still only one.',
      unit: 'reqps',
      queries: [{ expression: errorRate(served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'run-errors',
      title: 'Failures of the load by code',
      teaches:
        "k6's codes say where a request broke: 1050 waited in vain, 1212 was refused, 15xx was answered.",
      unit: 'reqps',
      queries: [
        {
          expression: `sum by (error_code) (rate(k6_http_reqs_total{run=~"$run", expected_response="false"}${window}))`,
          legend: 'code {{error_code}}',
        },
      ],
      quiet: 'Only while traffic runs and some of it fails.',
    }),
    table({
      id: 'slowest-routes',
      title: 'Slowest routes',
      teaches: 'Where to look first: the ten routes whose 95th percentile is highest.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [
        {
          expression: `topk(10, ${durationQuantile(0.95, served, 'service_name, http_route')})`,
          legend: '{{service_name}} {{http_route}}',
        },
      ],
    }),
  ],
};
