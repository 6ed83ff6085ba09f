import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const cpu = faultKind({
  kind: 'cpu',
  title: 'Processor limit',
  category: 'degradation',
  description: 'Limits the node to a share of the processor cores.',
  effect:
    'The node answers as ever while it has little to do, and slowly as soon as its load needs more than the share: ' +
    'requests queue, latency grows, callers run into their time-outs.',
  undo: 'The node gets the limit back that it had, or none.',
  params: z.strictObject({
    cores: z
      .number()
      .min(0.01)
      .max(64)
      .default(0.1)
      .meta({ title: 'Cores', description: 'Processor cores that the node may use, 0.01 to 64.' }),
  }),
  life: 'lasting',
});
