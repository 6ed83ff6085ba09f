import { english, type Translate } from '../words/translate.ts';
import { fieldsOf, type Field, type Written } from './fields.ts';
import type { TrafficSchema } from './traffic-schema.ts';

/** The simple inputs of the form for one scenario, by where they stand. */
export interface TrafficFields {
  /** What every person sees. */
  main: Field[];
  scenario: Field[];
  /** What is sent, and what counts as an answer. */
  request: Field[];
  further: Field[];
}

const places: Readonly<Record<Exclude<keyof TrafficFields, 'scenario'>, readonly string[]>> = {
  main: ['targetUrl', 'rps', 'durationSeconds'],
  request: ['method', 'timeoutMs', 'body'],
  further: ['name', 'seed', 'warmUpSeconds', 'maxVirtualUsers', 'weight'],
};

/** What a first try of a scenario needs where the API has no default. */
export const suggestions: Written = {
  targetUrl: 'http://service-a/api/message-a',
  toRps: '50',
  upSeconds: '30',
  holdSeconds: '30',
  downSeconds: '30',
  baseRps: '5',
  peakRps: '50',
  peakSeconds: '5',
  periodSeconds: '30',
  meanRps: '20',
  requests: '500',
};

/** Scenarios that say their rate, or their length, themselves. */
const unused: Readonly<Record<string, readonly string[]>> = {
  ramp: ['rps', 'durationSeconds'],
  spikes: ['rps'],
  stochastic: ['rps'],
  batch: ['rps', 'durationSeconds'],
  script: ['rps'],
};

/** The inputs of a traffic form for one type of scenario, with those left out that it does not use. */
export function trafficFields(
  { request, scenarios }: TrafficSchema,
  type: string,
  t: Translate = english,
): TrafficFields {
  const all = fieldsOf(request, t);
  const named = (names: readonly string[]): Field[] =>
    names.flatMap((name) => all.find((field) => field.name === name) ?? []);
  const schema = scenarios.find((each) => each.type === type)?.schema ?? {};
  return {
    main: named(places.main).filter(({ name }) => !(unused[type] ?? []).includes(name)),
    scenario: fieldsOf(schema, t),
    request: named(places.request),
    further: named(places.further),
  };
}
