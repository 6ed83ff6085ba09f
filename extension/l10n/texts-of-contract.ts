import { faultCatalog } from '../../contract/faults/catalog.ts';
import { directions, NetworkScope } from '../../contract/faults/network-scope.ts';
import { fieldsOf } from '../../contract/forms/fields.ts';
import type { JsonSchema } from '../../contract/forms/json-schema.ts';
import { trafficFields } from '../../contract/forms/traffic-fields.ts';
import type { TrafficSchema } from '../../contract/forms/traffic-schema.ts';
import type { Translate } from '../../contract/words/translate.ts';

/** Words of the field that are the same in every language. */
const isName = (option: string): boolean => /^(SIG[A-Z0-9]+|[A-Z]+|tcp|udp|icmp)$/.test(option);

/**
 * Every text of the contract that the extension shows: kinds of faults and shapes of traffic, their parameters with
 * hints and units, and what can be chosen.
 *
 * @param traffic What the API's own description says of traffic.
 */
export function textsOfContract(traffic: TrafficSchema): Set<string> {
  const texts = new Set<string>();
  const note: Translate = (text) => {
    if (text !== '') texts.add(text);
    return text;
  };
  const noteFields = (schema: JsonSchema): void => noteOptions(fieldsOf(schema, note), note);
  for (const { kind, title, description, params } of Object.values(faultCatalog)) {
    for (const text of [kind, title, description]) note(text);
    noteFields(params.toJSONSchema({ io: 'input' }) as JsonSchema);
  }
  for (const option of [...directions, ...NetworkScope.shape.protocol.unwrap().options]) {
    if (!isName(option)) note(option);
  }
  for (const { type, description } of traffic.scenarios) {
    for (const text of [type, description]) note(text);
    noteOptions(Object.values(trafficFields(traffic, type, note)).flat(), note);
  }
  return texts;
}

function noteOptions(fields: readonly { kind: string; options: readonly string[] }[], note: Translate): void {
  for (const { kind, options } of fields) {
    const shown = kind === 'boolean' ? ['true', 'false'] : options;
    for (const option of shown.filter((each) => !isName(each))) note(option);
  }
}
