import type { Span } from '../../contract/traces.ts';

/**
 * Spans in the order in which they began, none before the one that it is a part of. Their times alone do not tell:
 * services write whole milliseconds, so a call often seems to begin together with its caller, and their clocks
 * differ.
 */
export function inOrder(spans: readonly Span[]): Span[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const places = new Map<string, Place>();

  function placeOf(span: Span): Place {
    const known = places.get(span.spanId);
    if (known !== undefined) return known;
    const own = { offsetMs: span.offsetMs, depth: 0 };
    // Kept before the parent is asked: a circle, which no sender should send, ends here.
    places.set(span.spanId, own);
    const parent = span.parentId === null ? undefined : byId.get(span.parentId);
    if (parent === undefined) return own;
    const above = placeOf(parent);
    const place = { offsetMs: Math.max(own.offsetMs, above.offsetMs), depth: above.depth + 1 };
    places.set(span.spanId, place);
    return place;
  }

  return spans
    .map((span) => ({ span, place: placeOf(span) }))
    .sort((a, b) => a.place.offsetMs - b.place.offsetMs || a.place.depth - b.place.depth)
    .map(({ span }) => span);
}

/** Where a span comes in the order: the moment first, then how far it is from the root. */
interface Place {
  offsetMs: number;
  depth: number;
}
