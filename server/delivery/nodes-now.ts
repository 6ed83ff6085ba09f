import type { Node } from '../../contract/nodes.ts';

/** The nodes, or `undefined` while the engine does not answer and nobody knows. */
export function nodesNow(list: () => Node[]): Node[] | undefined {
  try {
    return list();
  } catch {
    return undefined;
  }
}

/** Why a node cannot let anything arrive, in words; `undefined` when it can, or was removed for good. */
export function whyDown(name: string, nodes: readonly Node[] | undefined): string | undefined {
  if (nodes === undefined) return 'the container engine';
  const node = nodes.find((each) => each.name === name);
  return node === undefined || node.state === 'running' ? undefined : `${name}, which is ${node.state}`;
}
