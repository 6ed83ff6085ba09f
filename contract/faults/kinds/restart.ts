import { z } from 'zod';
import { graceSeconds } from '../grace.ts';
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
    graceSeconds,
    ...repetition,
  }),
  life: 'instant',
  check: checkRepetition,
});
