import { z } from 'zod';
import { graceSeconds } from '../grace.ts';
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
    graceSeconds,
    ...repetition,
    ...held,
  }),
  life: 'lasting',
  check: checkRepetition,
});
