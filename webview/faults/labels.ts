import type { Node } from '../../contract/nodes.ts';

/** A label that nodes have, as `key=value`, and which nodes. */
export interface KnownLabel {
  text: string;
  nodes: string[];
}

/** Every label that a node has now, by its name. */
export function knownLabels(nodes: readonly Pick<Node, 'name' | 'state' | 'labels'>[]): KnownLabel[] {
  const found = new Map<string, string[]>();
  for (const { name, labels, state } of nodes) {
    if (state === 'missing') continue;
    for (const [key, value] of Object.entries(labels)) {
      const text = `${key}=${value}`;
      found.set(text, [...(found.get(text) ?? []), name].sort());
    }
  }
  return [...found]
    .map(([text, names]) => ({ text, nodes: names }))
    .sort((a, b) => a.text.localeCompare(b.text));
}

/** Chooses a label, or no longer. A node has one value for a key, so that another value of it is given up. */
export function toggleLabel(chosen: readonly string[], text: string): string[] {
  if (chosen.includes(text)) return chosen.filter((each) => each !== text);
  const key = text.slice(0, text.indexOf('=') + 1);
  return [...chosen.filter((each) => !each.startsWith(key)), text];
}
