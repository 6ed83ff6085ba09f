import type { FaultTargets } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import { mulberry32 } from './random.ts';

/**
 * Chooses the nodes that a fault is for. Sorted by name, so that the same nodes and seed give the same choice.
 * @throws ProblemError `node-not-found` for an unknown name, `no-target` when nothing matches.
 */
export function selectTargets(targets: FaultTargets, nodes: Node[]): string[] {
  const matching =
    targets.nodes === undefined ? byLabels(targets.labels ?? {}, nodes) : byName(targets.nodes, nodes);
  if (matching.length === 0) {
    throw new ProblemError('no-target', `No node has the labels ${JSON.stringify(targets.labels)}.`);
  }
  const wanted = Math.min(matching.length, numberOf(targets, matching.length));
  return draw(matching, wanted, targets.seed).sort();
}

function byName(names: string[], nodes: Node[]): string[] {
  const known = new Set(nodes.map(({ name }) => name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const all = [...known].sort().join(', ') || 'none';
    throw new ProblemError(
      'node-not-found',
      `There is no node "${unknown.join('", "')}". Known nodes: ${all}.`,
    );
  }
  return [...new Set(names)].sort();
}

function byLabels(labels: Record<string, string>, nodes: Node[]): string[] {
  const wanted = Object.entries(labels);
  return nodes
    .filter((node) => wanted.every(([name, value]) => node.labels[name] === value))
    .map(({ name }) => name)
    .sort();
}

function numberOf(targets: FaultTargets, matching: number): number {
  if (targets.count !== undefined) return targets.count;
  if (targets.percent !== undefined) return Math.ceil((matching * targets.percent) / 100);
  return matching;
}

/** The first `wanted` of a Fisher–Yates shuffle. */
function draw(names: string[], wanted: number, seed: number): string[] {
  const random = mulberry32(seed);
  const shuffled = [...names];
  for (let last = 0; last < wanted; last += 1) {
    const other = last + Math.floor(random() * (shuffled.length - last));
    [shuffled[last], shuffled[other]] = [shuffled[other] as string, shuffled[last] as string];
  }
  return shuffled.slice(0, wanted);
}
