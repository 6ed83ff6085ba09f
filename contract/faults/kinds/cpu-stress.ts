import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const cpuStress = faultKind({
  kind: 'cpu-stress',
  title: 'Processor stress',
  category: 'degradation',
  description: 'Lets busy processes compete with the node for its own share of the processors.',
  effect:
    'The node gets a part of its processor time only, also when it has little to do: every answer takes longer, ' +
    'and unevenly, as beside a noisy neighbour.',
  undo: 'The processes are ended.',
  params: z.strictObject({
    workers: z
      .int()
      .min(1)
      .max(64)
      .default(2)
      .meta({ title: 'Workers', description: 'Busy processes inside the node, 1 to 64.' }),
  }),
  life: 'lasting',
});
