import type { z } from 'zod';
import type { Direction, NetworkScope } from './network-scope.ts';

/** What a fault acts on. `node`: the container's life. `network`: its packets. `degradation`: its resources. */
export type FaultCategory = 'node' | 'network' | 'degradation';

/** A request as a kind's own check sees it, its fields parsed one by one already. */
export interface CheckedRequest extends Partial<NetworkScope> {
  params: Record<string, unknown>;
}

/**
 * One kind of fault: its parameters and its words for people.
 *
 * Forms in the editor and in the page, the OpenAPI document and the docs are all made from this. How each
 * driver does the kind stands with the driver (`server/faults/drivers/`).
 */
export interface FaultKindEntry<
  Kind extends string = string,
  Params extends z.ZodObject = z.ZodObject,
  Category extends FaultCategory = FaultCategory,
> {
  kind: Kind;
  title: string;
  /** Kinds of the network take a scope as well: peers, direction, protocol, ports. */
  category: Category;
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
  /** Direction of a network fault that names none; `egress` if absent, as with tc on a real cluster. */
  direction?: Direction;
  /** What is wrong between fields, when each of them alone is right. */
  check?: (request: CheckedRequest) => { field: string; message: string } | undefined;
}

/** Keeps the literal types of an entry. */
export function faultKind<
  const Kind extends string,
  Params extends z.ZodObject,
  const Category extends FaultCategory,
>(entry: FaultKindEntry<Kind, Params, Category>): FaultKindEntry<Kind, Params, Category> {
  return entry;
}
