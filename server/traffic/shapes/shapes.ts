import type { Scenario } from '../../../contract/traffic/scenario.ts';
import { batch } from './batch.ts';
import { constant } from './constant.ts';
import { ramp } from './ramp.ts';
import { script } from './script.ts';
import type { SeededRequest, Shape, TrafficPlan } from './shape.ts';
import { spikes } from './spikes.ts';
import { stochastic } from './stochastic.ts';

/** Every shape of load. A new one is a file here, a line here, and its schema in the contract. */
const shapes = { constant, ramp, spikes, stochastic, batch, script } satisfies Record<
  Scenario['type'],
  Shape
>;

/** What a request comes to. */
export function planOf(request: SeededRequest): TrafficPlan {
  return shapes[request.scenario.type](request);
}
