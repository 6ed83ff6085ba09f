import { z } from 'zod';
import { NodeName } from '../names.ts';

/** Seen from the target: `egress` leaves it, `ingress` reaches it. */
export const directions = ['ingress', 'egress', 'both'] as const;
export type Direction = (typeof directions)[number];

/** Which of a node's packets a network fault acts on. Absent parts mean "all". */
export const NetworkScope = z
  .strictObject({
    peers: z
      .strictObject({ nodes: z.array(NodeName).min(1).max(100) })
      .optional()
      .meta({
        description: 'Only traffic with these nodes. Their addresses are looked up again when they restart.',
      }),
    direction: z.enum(directions).default('egress'),
    protocol: z.enum(['any', 'tcp', 'udp', 'icmp']).default('any'),
    ports: z
      .array(z.int().min(1).max(65_535))
      .min(1)
      .max(64)
      .optional()
      .meta({ description: 'Only traffic from or to these ports; needs protocol tcp or udp.' }),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional()
      .meta({
        description: 'Same seed and packets, same decisions. Drawn from the id of the fault if absent.',
      }),
  })
  .meta({ id: 'NetworkScope' });
export type NetworkScope = z.infer<typeof NetworkScope>;

/** What is wrong between the fields of a scope. */
export function checkScope({ protocol, ports }: Partial<NetworkScope>) {
  const portless = protocol !== 'tcp' && protocol !== 'udp';
  if (ports === undefined || !portless) return undefined;
  return { field: 'protocol', message: 'must be tcp or udp when ports are given' };
}
