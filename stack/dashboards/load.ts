import type { Dashboard } from '../../contract/panels.ts';
import { chart, limits, number } from './panel.ts';
import { callRate, served, window } from './spans.ts';

const requests = `k6_http_reqs_total{run=~"$run"}`;
const failed = `k6_http_reqs_total{run=~"$run", expected_response="false"}`;
const idle = 'Only while traffic runs: k6 writes these.';

const latency = (quantile: number): string =>
  `histogram_quantile(${quantile}, sum(rate(k6_http_req_duration_seconds{run=~"$run"}${window})))`;
const phase = (name: string): string =>
  `histogram_avg(sum(rate(k6_http_req_${name}_seconds{run=~"$run"}${window})))`;

/** Load and performance, mostly as the generator of the load sees them. */
export const load: Dashboard = {
  id: 'dsp-load',
  title: 'Load and performance',
  description: 'What k6 asks of the system, what it gets, and what that costs the nodes.',
  variables: ['run', 'service', 'node'],
  panels: [
    number({
      id: 'requests',
      title: 'Requests',
      teaches: 'How much load is on the system now, as the generator counts it.',
      unit: 'reqps',
      queries: [{ expression: `sum(rate(${requests}${window}))`, legend: 'requests' }],
      quiet: idle,
    }),
    number({
      id: 'failed-share',
      title: 'Failed requests',
      teaches: 'The share of callers that the system fails, whatever its own services think of it.',
      unit: 'percent',
      thresholds: limits(1, 5),
      queries: [
        {
          expression: `100 * (sum(rate(${failed}${window})) or vector(0)) / (sum(rate(${requests}${window})) > 0)`,
          legend: 'failed',
        },
      ],
      quiet: idle,
    }),
    number({
      id: 'latency-p95',
      title: '95th percentile of latency',
      teaches: 'One caller in twenty waits longer than this; the mean hides them.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [{ expression: latency(0.95), legend: 'p95' }],
      quiet: idle,
    }),
    number({
      id: 'dropped-now',
      title: 'Dropped by the generator',
      teaches:
        'Requests that k6 could not send in time: a limit of the generator, not an error of the system.',
      unit: 'reqps',
      thresholds: limits(0.01, 1),
      queries: [
        {
          expression: `(sum(rate(k6_dropped_iterations_total{run=~"$run"}${window})) or vector(0)) and on () sum(${requests})`,
          legend: 'dropped',
        },
      ],
      quiet: idle,
    }),
    chart({
      id: 'rate',
      title: 'Requests by run, planned and achieved',
      teaches:
        'Arrivals do not wait for answers: the rate keeps to the plan while the system slows down, unless k6 drops some.',
      unit: 'reqps',
      queries: [
        { expression: `sum by (run) (rate(${requests}${window}))`, legend: 'achieved, {{run}}' },
        {
          // Averaged over the window of the rate, so that both change alike.
          expression: `sum by (run) (avg_over_time(dsp_run_planned_rate{run=~"$run"}${window}))`,
          legend: 'planned, {{run}}',
        },
      ],
      quiet: idle,
    }),
    chart({
      id: 'results',
      title: 'Answers by status',
      teaches:
        'Status 0 is no answer at all: a time-out or a broken connection, which leaves the caller in doubt.',
      unit: 'reqps',
      queries: [{ expression: `sum by (status) (rate(${requests}${window}))`, legend: '{{status}}' }],
      quiet: idle,
    }),
    chart({
      id: 'latency',
      title: 'Latency of callers',
      teaches: 'When the percentiles spread, some requests meet a queue or a retry that the others do not.',
      unit: 's',
      thresholds: limits(0.5, 2),
      queries: [
        { expression: latency(0.5), legend: 'p50' },
        { expression: latency(0.95), legend: 'p95' },
        { expression: latency(0.99), legend: 'p99' },
      ],
      quiet: idle,
    }),
    chart({
      id: 'phases',
      title: 'Where a request spends its time',
      teaches:
        'Connecting is the network alone, waiting is the network and the server, blocked is the generator.',
      unit: 's',
      queries: ['blocked', 'connecting', 'sending', 'waiting', 'receiving'].map((name) => ({
        expression: phase(name),
        legend: name,
      })),
      quiet: idle,
    }),
    chart({
      id: 'generator',
      title: 'Virtual users',
      teaches:
        'Users in use are requests under way (rate times latency, by Little); at the limit k6 drops requests.',
      unit: 'count',
      queries: [
        { expression: 'sum by (run) (k6_vus{run=~"$run"})', legend: 'in use, {{run}}' },
        { expression: 'sum by (run) (k6_vus_max{run=~"$run"})', legend: 'ready, {{run}}' },
      ],
      quiet: idle,
    }),
    chart({
      id: 'served',
      title: 'Requests that services served',
      teaches:
        'A service behind another sees more than was sent in when somebody retries, and less when calls fail.',
      unit: 'reqps',
      queries: [{ expression: callRate(served, 'service_name'), legend: '{{service_name}}' }],
    }),
    chart({
      id: 'cpu',
      title: 'CPU of nodes',
      teaches: 'A node at its CPU limit queues: its latency rises long before anything fails.',
      unit: 'cores',
      queries: [
        {
          expression: `sum by (node) (rate(container_cpu_time_seconds_total{node=~"$node"}${window}))`,
          legend: '{{node}}',
        },
      ],
    }),
    chart({
      id: 'transfer',
      title: 'Bytes of the generator',
      teaches: 'A bandwidth limit shows here as a ceiling, and in latency as a line that only rises.',
      unit: 'bytesps',
      queries: [
        { expression: `sum(rate(k6_data_sent_total{run=~"$run"}${window}))`, legend: 'sent' },
        { expression: `sum(rate(k6_data_received_total{run=~"$run"}${window}))`, legend: 'received' },
      ],
      quiet: idle,
    }),
  ],
};
