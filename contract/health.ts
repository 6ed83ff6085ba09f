import { z } from 'zod';
import { driverNames } from './faults/fault.ts';

/** One part of the platform as the API sees it. `absent`: its image is not at hand, so it was left out. */
export const PartHealth = z
  .object({
    name: z.string().meta({ example: 'prometheus' }),
    status: z.enum(['up', 'down', 'absent']),
    needed: z.boolean().meta({ description: 'Whether traffic, metrics and traces need it.' }),
    detail: z.string().nullable(),
  })
  .meta({ id: 'PartHealth' });

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded']).meta({ description: 'ok when every needed part is up.' }),
    version: z.string(),
    parts: z.array(PartHealth),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** Whether something works on this machine, and if not, why and what to do. */
export const Ability = z
  .object({
    name: z.string().meta({ example: 'netem' }),
    available: z.boolean(),
    reason: z.string().meta({ description: 'One sentence.' }),
    remedy: z.string().nullable(),
  })
  .meta({ id: 'Ability' });
export type Ability = z.infer<typeof Ability>;

export const Capabilities = z
  .object({
    engine: z.object({
      reachable: z.boolean(),
      version: z.string().nullable(),
      apiVersion: z.string().nullable(),
      operatingSystem: z.string().nullable(),
      kernel: z.string().nullable(),
      cgroupVersion: z.string().nullable(),
      cpus: z.int().nullable(),
      memoryBytes: z.number().nullable(),
    }),
    kernel: z.array(Ability),
    images: z.array(Ability.extend({ reference: z.string() })),
    drivers: z.array(Ability.extend({ name: z.enum(driverNames), kinds: z.array(z.string()) })),
  })
  .meta({ id: 'Capabilities' });
export type Capabilities = z.infer<typeof Capabilities>;
