import { computed, signal } from '@preact/signals';
import type { Delivery } from '../../contract/delivery.ts';
import type { PlatformEvent } from '../../contract/events.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Health } from '../../contract/health.ts';
import { isFaultOver, isRunOver } from '../../contract/is-over.ts';
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
/** Whether nodes, faults and runs were read at least once: until then an empty list says nothing. */
export const isRead = signal(false);
export const deliveries = signal<ReadonlyMap<string, Delivery>>(new Map());
/** Why the container engine cannot be reached, if it cannot. */
export const engineProblem = signal<string | undefined>(undefined);

/** Faults that are on a node or about to be, newest first. */
export const currentFaults = computed(() => faults.value.filter((fault) => !isFaultOver(fault)));

/** Runs that send, or are about to. */
export const currentRuns = computed(() => runs.value.filter((run) => !isRunOver(run)));

/** An event that carries the whole new state of its resource: all but `reset`, which is for who reads the lists. */
export type ResourceEvent = Exclude<PlatformEvent, { type: 'reset' }>;

/** Takes an event in. */
export function takeEvent(event: ResourceEvent): void {
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
      engineProblem.value = event.reachable ? undefined : (event.detail ?? unreachable);
      break;
  }
}

const unreachable = 'It cannot be reached.';

/** Takes in how the parts are. It tells of an engine that came or went while no event could say so. */
export function takeHealth(answer: Health): void {
  health.value = answer;
  const engine = answer.parts.find(({ name }) => name === 'engine');
  engineProblem.value = engine?.status === 'down' ? (engine.detail ?? unreachable) : undefined;
}

/** The list with an item in the place of the one that has its key, or in front. */
export function replace<T>(list: readonly T[], item: T, keyOf: (item: T) => string): readonly T[] {
  const key = keyOf(item);
  const at = list.findIndex((each) => keyOf(each) === key);
  return at === -1 ? [item, ...list] : list.with(at, item);
}
