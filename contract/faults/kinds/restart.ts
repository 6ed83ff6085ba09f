import { z } from 'zod';
import { faultKind } from '../kind.ts';
import { checkRepetition, repetition } from '../repetition.ts';

export const restart = faultKind({
  kind: 'restart',
  title: 'Restart',
  category: 'node',
  description: 'Stops the node (stop signal, then kill after a grace period) and starts it at once.',
  effect:
    'Requests fail while the node is away; what it kept in memory only is lost, and its counters begin at zero.',
  undo: 'Nothing to undo: the fault is over when the node runs again.',
  params: z.strictObject({
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(5)
      .meta({ title: 'Grace', description: 'Seconds between asking and killing.' }),
    ...repetition,
  }),
  life: 'instant',
  check: checkRepetition,
});
