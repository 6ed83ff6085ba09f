import type { RouteInput } from '../../contract/routes.ts';
import { fieldsOf, initialOfFields, valuesOf, type Field, type Written } from '../forms/fields.ts';
import type { TrafficSchema } from './traffic-schema.ts';

/** Fields that every person sees; the others are one click away. */
const mainFields = ['targetUrl', 'rps', 'durationSeconds'];
const furtherFields = ['name', 'method', 'timeoutMs', 'warmUpSeconds', 'seed', 'body'];
/** What a first try of a scenario needs where the API has no default. */
const suggestions: Written = {
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

/** The inputs of the form for one scenario. */
export interface TrafficFields {
  main: Field[];
  scenario: Field[];
  further: Field[];
}

export function trafficFields({ request, scenarios }: TrafficSchema, type: string): TrafficFields {
  const all = fieldsOf(request);
  const named = (names: readonly string[]): Field[] =>
    names.flatMap((name) => all.find((field) => field.name === name) ?? []);
  const schema = scenarios.find((each) => each.type === type)?.schema ?? {};
  return {
    main: named(mainFields).filter(({ name }) => !(unused[type] ?? []).includes(name)),
    scenario: fieldsOf(schema),
    further: named(furtherFields),
  };
}

/** What the form is filled with, and what the person changed. */
export function filledTraffic({ main, scenario, further }: TrafficFields, written: Written): Written {
  const fields = [...main, ...scenario, ...further];
  const suggested = Object.fromEntries(
    fields.flatMap(({ name, initial }) =>
      initial === '' && suggestions[name] ? [[name, suggestions[name]]] : [],
    ),
  );
  return { ...initialOfFields(fields, suggested), ...written };
}

/** Body of `POST /api/traffic/start` for what was filled in. */
export function trafficRequestOf(
  { main, scenario, further }: TrafficFields,
  type: string,
  filled: Written,
): RouteInput<'trafficStart'>['body'] {
  const changed = further.filter(({ name, initial }) => (filled[name] ?? '') !== initial);
  return {
    ...valuesOf(main, filled),
    ...(type === 'constant' ? {} : { scenario: { type, ...valuesOf(scenario, filled) } }),
    ...valuesOf(changed, filled),
  } as RouteInput<'trafficStart'>['body'];
}
