import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const duplicate = faultKind({
  kind: 'duplicate',
  title: 'Duplication',
  category: 'network',
  description: 'Sends a share of the packets twice.',
  effect:
    'TCP drops the copy unseen; a doubled packet is not a doubled message. UDP messages arrive twice. ' +
    'Doubled messages over TCP come from retries: lose the answers instead.',
  undo: 'No packet is doubled any more.',
  params: z.strictObject({
    percent: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .meta({ title: 'Duplication', description: 'Share of the packets, percent.' }),
  }),
  life: 'lasting',
});
