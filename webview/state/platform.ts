import { computed, signal } from '@preact/signals';
import type { Delivery } from '../../contract/delivery.ts';
import type { PlatformEvent } from '../../contract/events.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Health } from '../../contract/health.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** Whether what is shown is as new as it can be. */
export type Connection =
  { state: 'connecting' } | { state: 'connected' } | { state: 'down'; reason: string; since: number };

/** What the page knows of the platform. It stays as it was while there is no connection, and is then stale. */
export const connection = signal<Connection>({ state: 'connecting' });
export const health = signal<Health | undefined>(undefined);
export const nodes = signal<readonly Node[]>([]);
export const faults = signal<readonly Fault[]>([]);
export const runs = signal<readonly TrafficRun[]>([]);
export const deliveries = signal<ReadonlyMap<string, Delivery>>(new Map());
export const engineProblem = signal<string | undefined>(undefined);

/** Faults that are on a node or about to be, newest first. */
export const currentFaults = computed(() =>
  faults.value.filter(({ state }) => state === 'starting' || state === 'active' || state === 'ending'),
);

/** Runs that send, or are about to. */
export const currentRuns = computed(() =>
  runs.value.filter(({ state }) => state === 'planned' || state === 'running'),
);

/** Takes an event in. It carries the whole new state of its resource. `reset` is for who reads the lists. */
export function takeEvent(event: Exclude<PlatformEvent, { type: 'reset' }>): void {
  switch (event.type) {
    case 'node':
      nodes.value = replace(nodes.value, event.node, ({ name }) => name);
      break;
    case 'fault':
      faults.value = replace(faults.value, event.fault, ({ id }) => id);
      break;
    case 'traffic':
      runs.value = replace(runs.value, event.run, ({ id }) => id);
      break;
    case 'delivery':
      deliveries.value = new Map(deliveries.value).set(event.delivery.id, event.delivery);
      break;
    case 'engine':
      engineProblem.value = event.reachable ? undefined : (event.detail ?? 'It cannot be reached.');
      break;
  }
}

/** The list with an item in the place of the one that has its key, or in front. */
export function replace<T>(list: readonly T[], item: T, keyOf: (item: T) => string): readonly T[] {
  const key = keyOf(item);
  const at = list.findIndex((each) => keyOf(each) === key);
  return at === -1 ? [item, ...list] : list.with(at, item);
}
