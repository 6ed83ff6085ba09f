import { z } from 'zod';
import { faultKind } from '../kind.ts';
import { checkRepetition, held, repetition } from '../repetition.ts';

export const pause = faultKind({
  kind: 'pause',
  title: 'Pause',
  category: 'node',
  description: 'Freezes every process of the node; its memory, sockets and addresses stay.',
  effect:
    'Connections stay open and new ones are still accepted by the kernel, but nothing answers: callers hang ' +
    'until their own timeout. Afterwards the node goes on as if no time had passed.',
  undo: 'The processes are resumed.',
  params: z.strictObject({ ...repetition, ...held }),
  life: 'lasting',
  check: checkRepetition,
});
