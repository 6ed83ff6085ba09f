import { numbersOf, problemOfField, type Field } from '../../contract/forms/fields.ts';
import type { Pair, TrafficDraft } from '../../contract/forms/traffic-draft.ts';
import type { TrafficFields } from '../../contract/forms/traffic-fields.ts';
import { filledTraffic } from '../../contract/forms/traffic-request.ts';
import { limitFields } from './limit-fields.ts';

/** What is wrong with a draft before the API has seen it, by the path of the field. */
export function problemsOfTraffic(fields: TrafficFields, draft: TrafficDraft): Record<string, string> {
  const filled = filledTraffic(fields, draft.written);
  const { scenario, ...others } = fields;
  return Object.fromEntries([
    ...found(Object.values(others).flat(), filled, ''),
    ...found(scenario, filled, 'scenario.'),
    ...found(limitFields, draft.limits, 'thresholds.'),
    ...draft.moreTargets.flatMap((pair, row) => problemOfTarget(pair, row)),
    ...problemOfStatuses(draft.expectedStatus),
  ]);
}

type Problem = [path: string, problem: string];

function found(fields: readonly Field[], texts: Readonly<Record<string, string>>, prefix: string): Problem[] {
  return fields.flatMap((field): Problem[] => {
    const problem = problemOfField(field, texts[field.name] ?? '');
    return problem === undefined ? [] : [[`${prefix}${field.name}`, problem]];
  });
}

function problemOfTarget({ name, value }: Pair, row: number): Problem[] {
  const weight = Number(value);
  if (name.trim() === '' || value.trim() === '') return [];
  const isWeight = Number.isFinite(weight) && weight >= 0.001 && weight <= 1_000;
  return isWeight ? [] : [[`moreTargets.${row}.weight`, 'The weight must be a number, 0.001 to 1000.']];
}

function problemOfStatuses(text: string): Problem[] {
  const isStatus = (status: number): boolean => Number.isInteger(status) && status >= 100 && status <= 599;
  return numbersOf(text).every(isStatus) ? [] : [['expectedStatus', 'Must be statuses, 100 to 599.']];
}
