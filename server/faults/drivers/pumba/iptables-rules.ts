import { runTool } from '../../../engine/run-tool.ts';
import type { Engine, EngineNode } from '../../../engine/port.ts';
import { makeId } from '../../../ids.ts';

/**
 * Reads the rules of iptables by which Pumba drops what reaches a node, as the kernel shows them, with the same image
 * that Pumba sets them with: tools of another make look into another table. With `remove`, takes those away that
 * a killed Pumba has left.
 *
 * @throws ProblemError when the image of tools is not at hand.
 */
export async function pumbaRules(
  engine: Engine,
  image: string,
  node: EngineNode,
  remove: readonly string[] = [],
): Promise<string[]> {
  const iptables = (command: string[]): Promise<string> =>
    runTool(engine, {
      id: makeId('p'),
      kind: 'probe',
      image,
      program: 'iptables',
      command: ['--wait', ...command],
      env: {},
      files: {},
      place: { in: 'node-network', node: node.name },
      rights: ['network-admin'],
      limits: { memoryMegabytes: 32, cpus: 0.5 },
      interactive: false,
      stopGraceSeconds: 1,
      purpose: { look: node.name },
    });
  for (const rule of remove) await iptables(rule.replace(/^-A/, '-D').split(' '));
  const shown = await iptables(['--list-rules', 'INPUT']);
  return shown.split('\n').filter((line) => /^-A INPUT .*-m statistic .*-j DROP$/.test(line.trim()));
}
