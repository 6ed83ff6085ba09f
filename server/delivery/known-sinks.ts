import type { Delivery } from '../../contract/delivery.ts';
import type { Node } from '../../contract/nodes.ts';

/**
 * Remembers which services say what they do with the messages sent to a target. A sink that a fault cuts off for a
 * whole run shows nothing at all; that its word is missing can only be known from earlier runs.
 */
export interface KnownSinks {
  learn(delivery: Delivery): void;
  /** Services of the last run to this target that showed an effect, as far as their nodes still exist. */
  of(targetUrl: string, nodes: readonly Node[] | undefined): ReadonlySet<string>;
}

/** @param earlier Accounts of earlier runs, oldest first: the last one to a target holds. */
export function createKnownSinks(earlier: Iterable<Delivery>): KnownSinks {
  const byTarget = new Map<string, { node: string; service: string }[]>();

  function learn({ targetUrl, perNode }: Delivery): void {
    const sinks = perNode.filter(({ effects, deduplicated }) => effects + deduplicated > 0);
    if (sinks.length > 0) byTarget.set(targetUrl, sinks);
  }

  for (const delivery of earlier) learn(delivery);
  return {
    learn,
    of(targetUrl, nodes) {
      const exists = (name: string): boolean =>
        nodes === undefined || nodes.some((node) => node.name === name);
      const sinks = byTarget.get(targetUrl) ?? [];
      return new Set(sinks.filter(({ node }) => exists(node)).map(({ service }) => service));
    },
  };
}
