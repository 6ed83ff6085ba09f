import { z } from 'zod';
import { faultKind } from '../kind.ts';
import { checkRepetition, held, repetition } from '../repetition.ts';

export const stop = faultKind({
  kind: 'stop',
  title: 'Stop',
  category: 'node',
  description:
    'Asks the node to end (its stop signal, SIGTERM by default) and kills it after a grace period.',
  effect:
    'A well-made node finishes what it has begun, flushes its telemetry and leaves; callers then get refused ' +
    'or failed connections at once.',
  undo: 'The node is started again.',
  params: z.strictObject({
    graceSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(5)
      .meta({ title: 'Grace', description: 'Seconds between asking and killing.' }),
    ...repetition,
    ...held,
  }),
  life: 'lasting',
  check: checkRepetition,
});
