import type { Field } from '../../contract/forms/fields.ts';

const number = { options: [], isRequired: true, initial: '' } as const;
const seed = { ...number, kind: 'integer', min: 0, max: 2 ** 31 - 1 } as const;

/** Inputs that every fault has, by their paths in the request. */
export const commonFields = {
  duration: {
    ...number,
    name: 'durationSeconds',
    title: 'Duration (s)',
    hint: 'Every fault ends by itself.',
    kind: 'number',
    min: 0.1,
    max: 86_400,
  },
  count: {
    ...number,
    name: 'targets.count',
    title: 'How many',
    hint: 'Drawn from the nodes that match.',
    kind: 'integer',
    min: 1,
    max: 1_000,
  },
  percent: {
    ...number,
    name: 'targets.percent',
    title: 'Share (%)',
    hint: 'Of the nodes that match, rounded up.',
    kind: 'number',
    min: 0.001,
    max: 100,
  },
  drawSeed: {
    ...seed,
    name: 'targets.seed',
    title: 'Seed of the draw',
    hint: 'Same seed and nodes, same draw.',
  },
  packetSeed: {
    ...seed,
    name: 'seed',
    title: 'Seed of the packets',
    hint: 'Same seed and packets, same decisions. Empty: drawn.',
    isRequired: false,
  },
  ports: {
    ...number,
    name: 'ports',
    title: 'Ports',
    hint: 'With commas between, such as 80, 443. Empty: all.',
    kind: 'text',
    isRequired: false,
    min: undefined,
    max: undefined,
  },
} as const satisfies Record<string, Field>;
