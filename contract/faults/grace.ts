import { z } from 'zod';

/** How long a node that is asked to end may take, before it is killed. */
export const graceSeconds = z
  .int()
  .min(0)
  .max(300)
  .default(5)
  .meta({ title: 'Grace', description: 'Seconds between asking and killing.' });
