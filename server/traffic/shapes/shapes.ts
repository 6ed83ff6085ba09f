import type { Scenario } from '../../../contract/traffic/scenario.ts';
import { constant } from './constant.ts';
import type { Shape } from './shape.ts';

/** Every shape of load. A new one is a file here, a line here, and its schema in the contract. */
export const shapes = { constant } as const satisfies Record<Scenario['type'], Shape>;
