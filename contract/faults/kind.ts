import type { z } from 'zod';

/** What a fault acts on. `node`: the container's life. `network`: its packets. `degradation`: its resources. */
export type FaultCategory = 'node' | 'network' | 'degradation';

/**
 * One kind of fault: its parameters and its words for people.
 *
 * Forms in the editor and in the page, the OpenAPI document and the docs are all made from this. How each
 * driver does the kind stands with the driver (`server/faults/drivers/`).
 */
export interface FaultKindEntry<Kind extends string, Params extends z.ZodObject> {
  kind: Kind;
  title: string;
  category: FaultCategory;
  /** One sentence: what it does. */
  description: string;
  /** One or two sentences: what an application sees of it. */
  effect: string;
  /** How the end undoes it. */
  undo: string;
  /** Parameters; each field has a description with its unit, bounds and a default. */
  params: Params;
  /** Whether the fault holds for a time (`lasting`), or is over as soon as it is done (`instant`). */
  life: 'lasting' | 'instant';
}

/** Keeps the literal types of an entry. */
export function faultKind<const Kind extends string, Params extends z.ZodObject>(
  entry: FaultKindEntry<Kind, Params>,
): FaultKindEntry<Kind, Params> {
  return entry;
}
