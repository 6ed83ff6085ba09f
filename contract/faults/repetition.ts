import { z } from 'zod';
import type { CheckedRequest } from './kind.ts';

/** Parameters of kinds that can be done again and again while the fault lasts. */
export const repetition = {
  everySeconds: z.number().min(1).max(86_400).optional().meta({
    title: 'Repeat every',
    description: 'Seconds from one to the next, 1 to 86400; once if absent.',
  }),
  jitterSeconds: z.number().min(0).max(86_400).optional().meta({
    title: 'Jitter of the repetition',
    description:
      'Seconds by which each one after the first may come later, drawn anew each time; 0 if absent.',
  }),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional()
    .meta({
      title: 'Seed of the jitter',
      description: 'Same seed, same times. Drawn from the id of the fault if absent.',
    }),
};

/** For kinds that hold a node: how much of each repetition they do. */
export const held = {
  holdSeconds: z.number().min(0.1).max(86_400).optional().meta({
    title: 'Held for',
    description: 'Seconds that each repetition lasts; half of the time between two if absent.',
  }),
};

/** What is wrong between the parameters of a repetition: each must be over before the next one can begin. */
export function checkRepetition({ params }: CheckedRequest) {
  const { everySeconds, jitterSeconds, holdSeconds } = params as Record<string, number | undefined>;
  if (everySeconds === undefined) {
    const lone = ['jitterSeconds', 'holdSeconds'].find((name) => params[name] !== undefined);
    return lone === undefined ? undefined : { field: `params.${lone}`, message: 'needs params.everySeconds' };
  }
  if ((jitterSeconds ?? 0) + (holdSeconds ?? 0) < everySeconds) return undefined;
  const message = 'must be more than jitterSeconds and holdSeconds together';
  return { field: 'params.everySeconds', message };
}
