import { z } from 'zod';
import { ProblemError } from '../../../../contract/problems.ts';
import { runTool } from '../../../engine/run-tool.ts';
import { makeId } from '../../../ids.ts';
import type { Engine, EngineNode } from '../../../engine/port.ts';

const Report = z.object({ interface: z.string(), qdiscs: z.array(z.string()), cleared: z.boolean() });
export type NetworkReport = z.infer<typeof Report>;

/**
 * Looks into a node's network from within: which interface has an address, and which queueing disciplines the
 * kernel shows there. With `clear`, removes a netem that a killed Pumba has left.
 */
export async function lookInto(
  engine: Engine,
  image: string,
  node: EngineNode,
  address: string,
  clear = false,
): Promise<NetworkReport> {
  const output = await runTool(engine, {
    id: makeId('p'),
    kind: 'probe',
    image,
    command: ['network', '--address', address, ...(clear ? ['--clear'] : [])],
    env: {},
    files: {},
    place: { in: 'node-network', node: node.name },
    rights: clear ? ['network-admin'] : [],
    limits: { memoryMegabytes: 32, cpus: 0.5 },
    interactive: false,
    stopGraceSeconds: 1,
    purpose: { look: node.name },
  });
  const answer: unknown = JSON.parse(output);
  const report = Report.safeParse(answer);
  if (report.success) return report.data;
  const { error } = answer as { error?: string };
  throw new ProblemError('engine-failed', `The network of "${node.name}" cannot be read: ${error}.`);
}
