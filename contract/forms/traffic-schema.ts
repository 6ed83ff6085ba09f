import type { JsonSchema } from './json-schema.ts';

/** What the forms of traffic are made from: the request's own fields, and those of each scenario. */
export interface TrafficSchema {
  request: JsonSchema;
  scenarios: readonly { type: string; description: string; schema: JsonSchema }[];
}

export interface Described {
  components?: { schemas?: Record<string, JsonSchema> };
}

/** Takes them from the API's own description. */
export function trafficSchemaOf({ components }: Described): TrafficSchema {
  const schemas = components?.schemas ?? {};
  const resolve = ({ $ref, ...schema }: JsonSchema): JsonSchema =>
    $ref === undefined ? schema : (schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  const scenarios = (schemas['Scenario']?.oneOf ?? []).map(resolve).flatMap((schema) => {
    const type = schema.properties?.['type']?.enum?.[0];
    return type === undefined ? [] : [{ type: String(type), description: schema.description ?? '', schema }];
  });
  return { request: schemas['TrafficRequest'] ?? {}, scenarios };
}
