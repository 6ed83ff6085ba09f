import type { Field } from '../../contract/forms/fields.ts';

const number = { kind: 'number', options: [], isRequired: false, initial: '' } as const;

/** Limits that make a run fail its purpose, by their names in the form; percentiles have those of the request. */
export const limitFields: readonly Field[] = [
  { ...number, name: 'errorPercent', title: 'Errors (%)', hint: 'May fail at most.', min: 0, max: 100 },
  ...['p50', 'p90', 'p95', 'p99'].map((name) => ({
    ...number,
    name,
    title: `${name} (ms)`,
    hint: 'Must stay below.',
    min: 1,
    max: 60_000,
  })),
];
