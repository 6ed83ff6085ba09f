import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const corrupt = faultKind({
  kind: 'corrupt',
  title: 'Corruption',
  category: 'network',
  description: 'Flips one bit in a share of the packets, as a bad wire does.',
  effect:
    'The receiving kernel finds a wrong checksum and drops the packet, so that it looks like loss: TCP sends it ' +
    'again, a UDP message is missing.',
  undo: 'No packet is changed any more.',
  params: z.strictObject({
    percent: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .meta({ title: 'Corruption', description: 'Share of the packets, percent.' }),
  }),
  life: 'lasting',
});
