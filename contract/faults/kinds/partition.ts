import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const partition = faultKind({
  kind: 'partition',
  title: 'Partition',
  category: 'network',
  description: 'Cuts the nodes off from their peers, or from everybody; both ways, or one way only.',
  effect:
    'With "drop" nothing comes back and callers wait for their time-outs; with "reject" connections are refused ' +
    'at once. A one-way partition lets requests through and loses their answers, or the other way round.',
  undo: 'The nodes reach each other again.',
  params: z.strictObject({
    mode: z
      .enum(['drop', 'reject'])
      .default('drop')
      .meta({ title: 'Mode', description: 'Silently, or with a refusal (TCP reset, ICMP unreachable).' }),
    everybody: z
      .boolean()
      .default(false)
      .meta({ title: 'From everybody', description: 'Cut the nodes off from all others; instead of peers.' }),
  }),
  life: 'lasting',
  direction: 'both',
  check: ({ params, peers }) =>
    (peers === undefined) === (params['everybody'] === false)
      ? {
          field: 'peers',
          message:
            'a partition has two sides: name the other one, or set params.everybody to cut off from all',
        }
      : undefined,
});
