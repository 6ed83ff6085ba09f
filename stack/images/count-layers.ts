import type { Amount } from '../../contract/platform-progress.ts';

/**
 * Counts the layers of an image from the lines of `docker pull`, which names each layer with what happens to it. Give it
 * every line; it gives back how far the image is, once any layer was named.
 */
export function createLayerCount(): (line: string) => Amount | undefined {
  const layers = new Map<string, boolean>();
  return (line) => {
    const [, layer, word] = /^([0-9a-f]{12}): (.+)$/.exec(line.trim()) ?? [];
    if (layer !== undefined && word !== undefined) {
      layers.set(layer, layers.get(layer) === true || /^(Pull complete|Already exists)$/.test(word));
    }
    if (layers.size === 0) return undefined;
    const done = [...layers.values()].filter(Boolean).length;
    return { done, total: layers.size, unit: 'layers' };
  };
}
