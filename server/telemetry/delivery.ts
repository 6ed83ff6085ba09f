import type { Meter, ObservableResult } from '@opentelemetry/api';
import type { Delivery, NodeDelivery } from '../../contract/delivery.ts';

type Numbers<T> = { [K in keyof T]: T[K] extends number ? K : never }[keyof T];

/** Counts of a run, by the end of their metric's name. */
const ofRun = {
  attempts: 'attempts',
  acknowledged: 'acknowledged',
  failed: 'failed',
  indeterminate: 'indeterminate',
  unexpected: 'unexpected',
  recovered: 'recovered',
  outstanding: 'outstanding',
  'lost.suspected': 'suspectedLost',
  'lost.confirmed': 'confirmedLost',
  'lost.hidden': 'possiblyHidden',
} as const satisfies Record<string, Numbers<Delivery>>;

/** Counts of a run at a node, by the end of their metric's name. */
const ofNode = {
  delivered: 'delivered',
  redelivered: 'redelivered',
  effects: 'effects',
  'effects.duplicate': 'duplicateEffects',
  deduplicated: 'deduplicated',
  reordered: 'reordered',
} as const satisfies Record<string, Numbers<NodeDelivery>>;

const answers = { true: 1, false: 0, unknown: -1 } as const;

/**
 * Exports the accounts as `dsp.delivery.*`, labelled by run and, where it applies, node; never by message.
 *
 * All are gauges, the counts too: they are the state of one run's account, and some of them fall again when a
 * late arrival heals a loss. The series of a run end with it.
 */
export function observeDeliveries(meter: Meter, current: () => Delivery[]): void {
  const gauge = (name: string, unit: string, observe: (result: ObservableResult, each: Delivery) => void) => {
    meter.createObservableGauge(`dsp.delivery.${name}`, { unit }).addCallback((result) => {
      for (const delivery of current()) observe(result, delivery);
    });
  };
  for (const [name, field] of Object.entries(ofRun)) {
    gauge(name, '{message}', (result, delivery) => result.observe(delivery[field], { run: delivery.id }));
  }
  for (const [name, field] of Object.entries(ofNode)) {
    gauge(name, '{message}', (result, { id, perNode, sinks }) => {
      for (const { node, service, [field]: value } of perNode) {
        result.observe(value, { run: id, node, container: node, sink: String(sinks.includes(service)) });
      }
    });
  }
  gauge('latency', 's', (result, { id, latencyMs }) => {
    for (const quantile of ['p50', 'p95', 'p99', 'max'] as const) {
      const millis = latencyMs[quantile];
      if (millis !== null) result.observe(millis / 1000, { run: id, quantile });
    }
  });
  gauge('verdict', '', (result, { id, verdict }) => {
    for (const guarantee of ['atMostOnce', 'atLeastOnce', 'exactlyOnce'] as const) {
      result.observe(answers[verdict[guarantee]], { run: id, guarantee });
    }
  });
}
