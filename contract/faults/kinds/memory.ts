import { z } from 'zod';
import { faultKind } from '../kind.ts';

export const memory = faultKind({
  kind: 'memory',
  title: 'Memory pressure',
  category: 'degradation',
  description:
    "Fills the node's memory, up to a bound below its limit; beyond it, and to a crash, only when asked.",
  effect:
    'Caches of files shrink and allocations get slow; a runtime that looks at its limit collects garbage all the ' +
    'time. With an out-of-memory kill the node crashes as with SIGKILL.',
  undo: 'The memory is given back. A node that the kernel ended is started again.',
  params: z.strictObject({
    megabytes: z
      .int()
      .min(1)
      .max(1_048_576)
      .default(64)
      .meta({ title: 'Memory', description: 'Megabytes (1024² byte) to hold, within the bound.' }),
    outOfMemoryKill: z.boolean().default(false).meta({
      title: 'Out-of-memory kill',
      description: 'Go on past the limit until the kernel ends the node, and then hold nothing.',
    }),
  }),
  life: 'lasting',
});
