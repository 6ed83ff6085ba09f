import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const reorder = faultKind({
  kind: 'reorder',
  title: 'Reordering',
  category: 'network',
  description: 'Holds a share of the packets back, so that those behind them overtake.',
  effect:
    'TCP puts them in order again, and may take the gap for loss and slow down. UDP messages arrive out of order.',
  undo: 'Packets keep their order again.',
  params: z.strictObject({
    percent: z
      .number()
      .min(0)
      .max(100)
      .default(10)
      .meta({ title: 'Reordering', description: 'Share of the packets that is held back, percent.' }),
    delayMs: z
      .number()
      .min(0)
      .max(60_000)
      .default(20)
      .meta({ title: 'Delay', description: 'Milliseconds for which they are held back, 0 to 60000.' }),
  }),
  life: 'lasting',
});
