/** Spans beyond the first one of a message at a node that are remembered. Some 100 bytes each. */
const mostRemembered = 50_000;
/** Nodes that a ledger tells apart; the key of a message at a node needs the bound. */
export const mostNodes = 6;

/**
 * Knows the spans of repeated arrivals, so that a span that is exported twice (the Collector and every SDK send
 * again what was not confirmed) is not taken for a further arrival.
 */
export interface RepeatedSpans {
  /** Whether the span is new; when it is, it is remembered. */
  isNew(sequence: number, node: number, spanId: number): boolean;
}

/** Begins with no span. When there is no more room every span counts as new. */
export function createRepeatedSpans(): RepeatedSpans {
  const known = new Map<number, number[]>();
  let remembered = 0;
  return {
    isNew(sequence, node, spanId) {
      const key = sequence * mostNodes + node;
      const spans = known.get(key);
      if (spans?.includes(spanId)) return false;
      if (remembered >= mostRemembered) return true;
      remembered += 1;
      if (spans === undefined) known.set(key, [spanId]);
      else spans.push(spanId);
      return true;
    },
  };
}
