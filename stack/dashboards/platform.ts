import type { Dashboard } from '../../contract/panels.ts';
import { chart, limits, number } from './panel.ts';
import { window } from './spans.ts';

/** The parts themselves are scraped every 5 seconds. */
const minStepSeconds = 5;
const api = 'source="infra", service_name="platform-api"';

/** Items of each signal a second that a counter of the Collector counts; zero where it has none of it yet. */
const items = (counter: string): { expression: string; legend: string }[] =>
  ['spans', 'metric_points', 'log_records'].map((signal) => ({
    expression: `sum(rate({__name__=~"otelcol_${counter}_${signal}(_total)?"}${window})) or vector(0)`,
    legend: signal.replace('_', ' '),
  }));

/** All that was lost of all signals. Rates drop the names of metrics, so they are summed up name by name. */
const lostItems = ['receiver_refused', 'receiver_failed', 'exporter_send_failed', 'exporter_enqueue_failed']
  .flatMap((counter) => items(counter).map(({ expression }) => `(${expression})`))
  .join(' + ');

/** Is the telemetry itself healthy? Whatever is lost here is missing in every other chart. */
export const platform: Dashboard = {
  id: 'dsp-platform',
  title: 'Platform and telemetry',
  description: 'Whether what the other dashboards show is complete, and what the platform itself costs.',
  variables: ['node'],
  panels: [
    number({
      id: 'parts',
      title: 'Parts that answer',
      teaches: 'A part that is down takes its kind of telemetry with it: no traces is not no requests.',
      unit: 'bool',
      queries: [{ expression: 'min by (container) (up)', legend: '{{container}}' }],
      minStepSeconds,
    }),
    number({
      id: 'lost-now',
      title: 'Telemetry lost',
      teaches: 'Items that the Collector refused or could not deliver: while this is not zero, charts lie.',
      unit: 'count',
      thresholds: limits(0.001, 1),
      queries: [
        {
          expression: lostItems,
          legend: 'items a second',
        },
      ],
      minStepSeconds,
    }),
    chart({
      id: 'silence',
      title: 'Seconds since a node was last heard of',
      teaches: 'A node that is paused, dead or cut off is silent: its errors are unknown, not zero.',
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
      id: 'silent',
      title: 'Nodes whose telemetry is lost',
      teaches: 'A node that is there and no longer heard: charts mark the time instead of showing zero.',
      unit: 'bool',
      queries: [
        { expression: 'max by (node) (node:telemetry_lost:bool{node=~"$node"})', legend: '{{node}}' },
      ],
    }),
    chart({
      id: 'accepted',
      title: 'Taken in by the Collector',
      teaches:
        'What nodes send a second; a signal that falls to zero while there is traffic is lost telemetry.',
      unit: 'count',
      queries: items('receiver_accepted'),
      minStepSeconds,
    }),
    chart({
      id: 'refused',
      title: 'Refused by the Collector',
      teaches: 'It refuses data rather than be killed for memory; senders try again.',
      unit: 'count',
      thresholds: limits(0.001, 1),
      queries: items('receiver_refused'),
      minStepSeconds,
    }),
    chart({
      id: 'undelivered',
      title: 'Given up by the Collector',
      teaches: 'A backend was down for longer than the queue could wait: these are gone.',
      unit: 'count',
      thresholds: limits(0.001, 1),
      queries: items('exporter_send_failed'),
      minStepSeconds,
    }),
    chart({
      id: 'queues',
      title: 'Waiting in the Collector',
      teaches: 'A queue that grows belongs to a backend that is slow or down.',
      unit: 'count',
      queries: [{ expression: 'sum by (exporter) (otelcol_exporter_queue_size)', legend: '{{exporter}}' }],
      minStepSeconds,
    }),
    chart({
      id: 'memory',
      title: 'Memory of the parts',
      teaches: 'What watching costs, to be weighed against the nodes that are watched.',
      unit: 'bytes',
      queries: [
        {
          expression: 'max by (container) (process_resident_memory_bytes{source="infra"})',
          legend: '{{container}}',
        },
        {
          expression: 'max by (container) ({__name__=~"otelcol_process_memory_rss(_bytes)?"})',
          legend: '{{container}}',
        },
      ],
      minStepSeconds,
    }),
    chart({
      id: 'cpu',
      title: 'CPU of the parts',
      teaches:
        'On a busy machine the platform competes with its nodes: keep an eye on it when you compare runs.',
      unit: 'cores',
      queries: [
        {
          expression: `sum by (container) (rate(process_cpu_seconds_total{source="infra"}${window}))`,
          legend: '{{container}}',
        },
        {
          expression: `sum by (container) (rate({__name__=~"otelcol_process_cpu_seconds(_total)?"}${window}))`,
          legend: '{{container}}',
        },
      ],
      minStepSeconds,
    }),
    chart({
      id: 'stores',
      title: 'Taken in by the stores',
      teaches: 'Samples, spans and lines a second: series by user or by message would show here first.',
      unit: 'count',
      queries: [
        { expression: `sum(rate(prometheus_tsdb_head_samples_appended_total${window}))`, legend: 'samples' },
        { expression: `sum(rate(tempo_distributor_spans_received_total${window}))`, legend: 'spans' },
        { expression: `sum(rate(loki_distributor_lines_received_total${window}))`, legend: 'lines' },
      ],
      minStepSeconds,
    }),
    chart({
      id: 'series',
      title: 'Series in Prometheus',
      teaches: 'A label with many values multiplies series; memory follows.',
      unit: 'count',
      queries: [{ expression: 'max(prometheus_tsdb_head_series)', legend: 'series' }],
      minStepSeconds,
    }),
    chart({
      id: 'api-latency',
      title: 'Latency of the Platform API, 95th percentile',
      teaches: 'How long the platform takes to answer, faults and traffic included.',
      unit: 's',
      queries: [
        {
          expression: `histogram_quantile(0.95, sum by (le, http_route) (rate(http_server_request_duration_seconds_bucket{${api}}${window}))) > 0`,
          legend: '{{http_route}}',
        },
      ],
    }),
  ],
};
