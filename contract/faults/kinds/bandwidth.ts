import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const bandwidth = faultKind({
  kind: 'bandwidth',
  title: 'Bandwidth limit',
  category: 'network',
  description:
    'Lets packets pass at a limited rate; what comes faster waits in a queue, and what overflows it is lost.',
  effect:
    'Large messages take long and small ones wait behind them; latency grows with the queue, until packets are ' +
    'lost and TCP slows down.',
  undo: 'Packets pass as fast as they come again; those still queued are let go.',
  params: z.strictObject({
    rateKbps: z
      .number()
      .min(8)
      .max(10_000_000)
      .default(1_000)
      .meta({ title: 'Rate', description: 'Kilobits (1000 bit) of IP packets a second, 8 to 10000000.' }),
    burstKb: z
      .number()
      .min(0)
      .max(1_048_576)
      .optional()
      .meta({ title: 'Burst', description: 'Kilobytes (1024 byte) that may pass at once after a pause.' }),
    queueKb: z
      .number()
      .min(0)
      .max(1_048_576)
      .optional()
      .meta({ title: 'Queue', description: 'Kilobytes (1024 byte) that may wait.' }),
  }),
  life: 'lasting',
});
