import type { Dashboard } from '../../contract/panels.ts';
import { chart, number } from './panel.ts';

const idle = 'Only while traffic runs, and shortly after: the accounts of deliveries are of one run each.';
const ofRun = (name: string): string => `sum by (run) (dsp_delivery_${name}{run=~"$run"})`;
/** At the nodes that say what they did with a message; others only pass it on. */
const atSinks = (name: string): string => `sum by (run) (dsp_delivery_${name}{run=~"$run", sink="true"})`;
const line = (what: string) => ({ expression: ofRun(what), legend: `${what.replaceAll('_', ' ')}, {{run}}` });

/** Losses, duplicates, exactly-once: what became of the messages. */
export const learning: Dashboard = {
  id: 'dsp-learning',
  title: 'Delivery of messages',
  description: 'Losses, duplicates and exactly-once, counted by two witnesses that no fault touches.',
  variables: ['run', 'node'],
  panels: [
    number({
      id: 'verdict',
      title: 'Verdict on the run',
      teaches: 'Unknown is an answer: until everything has arrived or was given up, nobody can know.',
      unit: 'bool',
      queries: [
        {
          expression: 'min by (run, guarantee) (dsp_delivery_verdict{run=~"$run"})',
          legend: '{{guarantee}} {{run}}',
        },
      ],
      quiet: idle,
    }),
    number({
      id: 'exactly-once',
      title: 'Messages that took effect exactly once',
      teaches: 'Of the acknowledged ones; what is outstanding counts against it until it has arrived.',
      unit: 'percent',
      queries: [
        {
          expression: `100 * (sum by (run) (dsp_delivery_acknowledged{run=~"$run"} - on (run) dsp_delivery_outstanding)
  - on (run) ${atSinks('effects_duplicate')}) / (${ofRun('acknowledged')} > 0)`,
          legend: '{{run}}',
        },
      ],
      quiet: idle,
    }),
    number({
      id: 'lost',
      title: 'Lost for certain',
      teaches: 'Acknowledged, and certainly without effect: the one thing at-least-once must never have.',
      unit: 'count',
      thresholds: [{ value: 1, level: 'error' }],
      queries: [{ expression: ofRun('lost_confirmed'), legend: '{{run}}' }],
      quiet: idle,
    }),
    number({
      id: 'duplicates',
      title: 'Duplicate effects',
      teaches: 'The same message applied twice: what an idempotency key is there to prevent.',
      unit: 'count',
      thresholds: [{ value: 1, level: 'error' }],
      queries: [{ expression: atSinks('effects_duplicate'), legend: '{{run}}' }],
      quiet: idle,
    }),
    chart({
      id: 'outcomes',
      title: 'What callers know',
      teaches:
        'A time-out is not a failure: the caller of an indeterminate message cannot know what became of it.',
      unit: 'count',
      queries: ['attempts', 'acknowledged', 'failed', 'indeterminate'].map(line),
      quiet: idle,
    }),
    chart({
      id: 'arrivals',
      title: 'What arrived at nodes',
      teaches:
        'Redelivered messages are retries that had arrived already; a duplicate packet is not among them.',
      unit: 'count',
      queries: ['delivered', 'redelivered'].map((what) => ({
        expression: `sum by (run, node) (dsp_delivery_${what}{run=~"$run", node=~"$node"})`,
        legend: `${what} at {{node}}, {{run}}`,
      })),
      quiet: idle,
    }),
    chart({
      id: 'effects',
      title: 'Effects',
      teaches:
        'Delivered twice and applied once is deduplicated: delivery cannot be exactly once, effect can.',
      unit: 'count',
      queries: [
        { expression: atSinks('effects'), legend: 'applied, {{run}}' },
        { expression: atSinks('effects_duplicate'), legend: 'applied again, {{run}}' },
        { expression: atSinks('deduplicated'), legend: 'recognised as a repetition, {{run}}' },
      ],
      quiet: idle,
    }),
    chart({
      id: 'losses',
      title: 'Outstanding and lost',
      teaches:
        'No loss while messages are outstanding means: not known yet. A suspected loss may still heal.',
      unit: 'count',
      queries: ['outstanding', 'lost_suspected', 'lost_confirmed', 'lost_hidden'].map(line),
      quiet: idle,
    }),
    chart({
      id: 'recovered',
      title: 'Failed for the caller, applied nevertheless',
      teaches: 'A retry of one of these without an idempotency key is a duplicate effect.',
      unit: 'count',
      queries: ['recovered', 'unexpected'].map(line),
      quiet: idle,
    }),
    chart({
      id: 'latency',
      title: 'From the attempt to the effect',
      teaches: 'Through an outbox the caller is answered at once and the effect comes later: this is when.',
      unit: 's',
      queries: [
        {
          expression: 'max by (run, quantile) (dsp_delivery_latency_seconds{run=~"$run"})',
          legend: '{{quantile}}, {{run}}',
        },
      ],
      quiet: idle,
    }),
    chart({
      id: 'reordered',
      title: 'Out of order',
      teaches:
        'Arrived after one that was sent later (RFC 4737): several connections or retries are enough for it.',
      unit: 'count',
      queries: [
        {
          expression: 'sum by (run, node) (dsp_delivery_reordered{run=~"$run", node=~"$node"})',
          legend: '{{node}}, {{run}}',
        },
      ],
      quiet: idle,
    }),
  ],
};
