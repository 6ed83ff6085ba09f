import type { FaultTargets, LeftOut } from '../../contract/faults/fault.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import { mulberry32 } from './random.ts';

/** The nodes that a fault is for, and those that match but cannot be given it. */
export interface Selection {
  targets: string[];
  leftOut: LeftOut[];
}

/**
 * Chooses the nodes that a fault is for. Sorted by name, so that the same nodes and seed give the same choice.
 *
 * Of the nodes that labels match, those that cannot be faulted are left out before the draw; who names a node means
 * that one, and is refused.
 *
 * @param whyNot Why a node cannot be faulted now; `undefined` when it can.
 * @throws ProblemError `node-not-found` for an unknown name, `no-target` when nothing matches, `node-not-running`
 *   when a named node, or every node that matches, cannot be faulted.
 */
export function selectTargets(
  asked: FaultTargets,
  nodes: Node[],
  whyNot: (name: string) => string | undefined = () => undefined,
): Selection {
  const byNames = asked.nodes !== undefined;
  const matching =
    asked.nodes === undefined ? byLabels(asked.labels ?? {}, nodes) : byName(asked.nodes, nodes);
  if (matching.length === 0) {
    throw new ProblemError('no-target', `No node has the labels ${JSON.stringify(asked.labels)}.`);
  }
  const leftOut = byNames ? [] : reasonsOf(matching, whyNot);
  const able = matching.filter((name) => leftOut.every(({ node }) => node !== name));
  const wanted = Math.min(able.length, numberOf(asked, able.length));
  const targets = draw(able, wanted, asked.seed).sort();
  const refused = byNames ? reasonsOf(targets, whyNot) : leftOut;
  if (refused.length > 0 && (byNames || able.length === 0)) {
    throw new ProblemError('node-not-running', refused.map(({ reason }) => reason).join(' '));
  }
  return { targets, leftOut };
}

function reasonsOf(names: string[], whyNot: (name: string) => string | undefined): LeftOut[] {
  return names.flatMap((node) => {
    const reason = whyNot(node);
    return reason === undefined ? [] : [{ node, reason }];
  });
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
