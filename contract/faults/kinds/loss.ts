import { z } from 'zod';
import { faultKind } from '../kind.ts';

const share = z.number().min(0).max(100);

export const loss = faultKind({
  kind: 'loss',
  title: 'Packet loss',
  category: 'network',
  description: 'Drops a share of the packets, each by itself or in bursts (Gilbert-Elliott).',
  effect:
    'TCP sends lost packets again, so that an application sees latency and low throughput, not missing data; ' +
    'only heavy loss makes connections fail. UDP messages are missing.',
  undo: 'No packet is dropped any more.',
  params: z.strictObject({
    percent: share.optional().meta({
      title: 'Loss',
      description: 'Share of the packets, percent. Give this, or pPercent for bursts.',
    }),
    correlationPercent: share.default(0).meta({
      title: 'Correlation',
      description: 'How much the fate of a packet is that of the one before, percent.',
    }),
    pPercent: share
      .optional()
      .meta({ title: 'Burst begins', description: 'Chance per packet to go from good to bad, percent.' }),
    rPercent: share.optional().meta({
      title: 'Burst ends',
      description: 'Chance per packet to go from bad to good, percent; 100 − p if absent.',
    }),
    oneMinusHPercent: share.optional().meta({
      title: 'Loss while bad',
      description: 'Share of the packets lost in a burst, percent; 100 if absent.',
    }),
    oneMinusKPercent: share.optional().meta({
      title: 'Loss while good',
      description: 'Share of the packets lost between bursts, percent; 0 if absent.',
    }),
  }),
  life: 'lasting',
  check: ({ params }) =>
    (params['percent'] === undefined) === (params['pPercent'] === undefined)
      ? { field: 'params.percent', message: 'give either percent, or pPercent for bursts' }
      : undefined,
});
