import { trafficSchemaOf, type Described, type TrafficSchema } from '../../contract/forms/traffic-schema.ts';
import { read } from '../state/api.ts';

/** Reads what the forms of traffic are made from. @throws CallError */
export async function readTrafficSchema(): Promise<TrafficSchema> {
  return trafficSchemaOf((await read('/api/openapi.json')) as Described);
}
