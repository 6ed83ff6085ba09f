import type { RouteInput } from '../routes.ts';
import { initialOfFields, numbersOf, valuesOf, type Written } from './fields.ts';
import type { Pair, TrafficDraft } from './traffic-draft.ts';
import { suggestions, type TrafficFields } from './traffic-fields.ts';

/** What the simple inputs are filled with, and what the person changed. */
export function filledTraffic(fields: TrafficFields, written: Written): Written {
  const all = Object.values(fields).flat();
  const suggested = Object.fromEntries(
    all.flatMap(({ name, initial }) =>
      initial === '' && suggestions[name] ? [[name, suggestions[name]]] : [],
    ),
  );
  return { ...initialOfFields(all, suggested), ...written };
}

/** Body of `POST /api/traffic/start` for what was filled in. What is at its default is left to the API. */
export function trafficRequestOf(
  { main, scenario, request, further }: TrafficFields,
  draft: TrafficDraft,
): RouteInput<'trafficStart'>['body'] {
  const fields = { main, scenario, request, further };
  const filled = filledTraffic(fields, draft.written);
  const changed = [...request, ...further].filter(({ name, initial }) => (filled[name] ?? '') !== initial);
  const { type, headers, moreTargets, expectedStatus, limits } = draft;
  return {
    ...valuesOf(main, filled),
    ...(type === 'constant' ? {} : { scenario: { type, ...valuesOf(scenario, filled) } }),
    ...valuesOf(changed, filled),
    ...unlessEmpty('headers', Object.fromEntries(given(headers).map(({ name, value }) => [name, value]))),
    ...unlessEmpty('moreTargets', given(moreTargets).map(targetOf)),
    ...unlessEmpty('expectedStatus', numbersOf(expectedStatus)),
    ...unlessEmpty('thresholds', thresholdsOf(limits)),
  } as RouteInput<'trafficStart'>['body'];
}

/** Rows that say something: an empty one is a row that nobody has filled in yet. */
function given(pairs: readonly Pair[]): Pair[] {
  return pairs
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, value }) => ({ name: name.trim(), value }));
}

function targetOf({ name, value }: Pair): object {
  return { targetUrl: name, ...(value.trim() === '' ? {} : { weight: Number(value) }) };
}

function thresholdsOf({ errorPercent = '', ...percentiles }: Written): object {
  const latencyMs = Object.fromEntries(
    Object.entries(percentiles).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, Number(text)]])),
  );
  return {
    ...(errorPercent.trim() === '' ? {} : { errorPercent: Number(errorPercent) }),
    ...unlessEmpty('latencyMs', latencyMs),
  };
}

function unlessEmpty(name: string, value: object): object {
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}
