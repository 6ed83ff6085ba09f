import { z } from 'zod';
import { Id, NodeName, queryNumber, Time } from './names.ts';

/** State of a node's container. `missing`: it was there and has been removed. */
export const NodeState = z
  .enum(['running', 'paused', 'restarting', 'stopped', 'missing'])
  .meta({ id: 'NodeState' });
export type NodeState = z.infer<typeof NodeState>;

/** What the container's own health check says; `none` when it has none. */
export const NodeHealth = z.enum(['healthy', 'unhealthy', 'starting', 'none']).meta({ id: 'NodeHealth' });
export type NodeHealth = z.infer<typeof NodeHealth>;

export const NodeAddress = z
  .object({ network: z.string(), address: z.string() })
  .meta({ id: 'NodeAddress', example: { network: 'dsp', address: '172.20.0.5' } });

export const Node = z
  .object({
    name: NodeName,
    state: NodeState,
    health: NodeHealth,
    language: z.string().nullable().meta({ description: 'From the label dsp.language.' }),
    image: z.string(),
    addresses: z.array(NodeAddress),
    labels: z.record(z.string(), z.string()).meta({ description: 'Labels that faults can target.' }),
    startedAt: Time.nullable(),
    restarts: z.int().meta({ description: 'Starts after the first one, as seen by the platform.' }),
    exitCode: z.int().nullable().meta({ description: 'Exit code of the last run, while stopped.' }),
    faults: z.array(Id).meta({ description: 'Faults that are active on this node.' }),
  })
  .meta({ id: 'Node' });
export type Node = z.infer<typeof Node>;

export const NodeList = z.object({ nodes: z.array(Node) }).meta({ id: 'NodeList' });

export const NodePath = z.object({ name: NodeName });

export const LogQuery = z.strictObject({
  tail: queryNumber(z.int().min(0).max(10_000)).default(200).meta({ description: 'Last lines, 0 to 10000.' }),
  follow: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'true: server-sent events "log" until the client leaves; false: one JSON answer.' }),
});

export const LogLine = z
  .object({ time: Time, stream: z.enum(['stdout', 'stderr']), text: z.string() })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof LogLine>;

export const LogLines = z.object({ lines: z.array(LogLine) }).meta({ id: 'LogLines' });
