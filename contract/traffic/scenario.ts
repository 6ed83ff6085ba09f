import { z } from 'zod';

/** Same rate from start to end: an open model, in which arrivals do not wait for answers. */
export const ConstantScenario = z
  .strictObject({ type: z.literal('constant') })
  .meta({ id: 'ConstantScenario' });

/** The shape of the load over time. */
export const Scenario = z.discriminatedUnion('type', [ConstantScenario]).meta({ id: 'Scenario' });
export type Scenario = z.infer<typeof Scenario>;
