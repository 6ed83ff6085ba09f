import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const latency = faultKind({
  kind: 'latency',
  title: 'Latency',
  category: 'network',
  description: 'Holds every packet back for a time, with jitter if asked for.',
  effect:
    'Every answer takes longer by the delay, once for each way it crosses. A TCP connection is set up later too, ' +
    'and one stream carries at most its window per round trip.',
  undo: 'Packets pass at once again; those still held are let go.',
  params: z.strictObject({
    delayMs: z
      .number()
      .min(0)
      .max(60_000)
      .default(100)
      .meta({ title: 'Delay', description: 'Milliseconds added to each packet, 0 to 60000.' }),
    jitterMs: z.number().min(0).max(60_000).default(0).meta({
      title: 'Jitter',
      description:
        'Milliseconds of variation, 0 to the delay: the half width (uniform) or the standard deviation (others).',
    }),
    correlationPercent: z
      .number()
      .min(0)
      .max(100)
      .default(0)
      .meta({ title: 'Correlation', description: 'How much a packet is like the one before, percent.' }),
    distribution: z
      .enum(['uniform', 'normal', 'pareto', 'paretonormal'])
      .default('uniform')
      .meta({ title: 'Distribution', description: 'Shape of the jitter.' }),
  }),
  life: 'lasting',
  check: ({ params }) =>
    (params['jitterMs'] as number) > (params['delayMs'] as number)
      ? {
          field: 'params.jitterMs',
          message: 'must not be more than delayMs: no packet arrives before it was sent',
        }
      : undefined,
});
