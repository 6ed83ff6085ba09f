import { EventEmitter } from 'node:events';
import type { PlatformEvent } from '../../contract/events.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import { isFaultOver, isRunOver } from '../../contract/is-over.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';

/** What has changed: one thing, or (without a key) everything. */
export type LabChange = { kind: 'node' | 'fault' | 'run'; key: string } | { kind: 'all' };

/** Something that happened to a node, for its list of recent events. */
export interface NodeEvent {
  time: string;
  what: { state: Node['state'] } | { health: Node['health'] } | { fault: string; state: Fault['state'] };
}

/** How many of the latest events of a node are kept. */
const keptEvents = 8;

/**
 * What the extension knows of the laboratory. It stays as it was while there is no connection, and is then stale.
 * Fed by lists and events; asks nothing itself.
 */
export interface Lab {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly runs: ReadonlyMap<string, TrafficRun>;
  eventsOf(node: string): readonly NodeEvent[];
  /** Takes whole lists in, in place of what was there, but for what has been told since they were asked for. */
  takeLists(
    lists: { nodes?: readonly Node[]; faults?: readonly Fault[]; runs?: readonly TrafficRun[] },
    toldSince?: readonly PlatformEvent[],
  ): void;
  takeEvent(event: PlatformEvent): void;
  clear(): void;
  /** Calls back on every change until the returned function is called. */
  onChange(listener: (change: LabChange) => void): () => void;
}

export function createLab(): Lab {
  const nodes = new Map<string, Node>();
  const faults = new Map<string, Fault>();
  const runs = new Map<string, TrafficRun>();
  const events = new Map<string, NodeEvent[]>();
  const emitter = new EventEmitter<{ change: [LabChange] }>();
  emitter.setMaxListeners(0);
  const changed = (change: LabChange): void => void emitter.emit('change', change);

  const note = (node: string, event: NodeEvent): void => {
    events.set(node, [event, ...(events.get(node) ?? [])].slice(0, keptEvents));
  };

  function noteNode(node: Node, time: string): void {
    const before = nodes.get(node.name);
    if (before !== undefined && before.state !== node.state)
      note(node.name, { time, what: { state: node.state } });
    else if (before !== undefined && before.health !== node.health)
      note(node.name, { time, what: { health: node.health } });
  }

  function noteFault(fault: Fault, time: string): void {
    if (faults.get(fault.id)?.state === fault.state) return;
    for (const node of fault.targets) note(node, { time, what: { fault: fault.id, state: fault.state } });
  }

  /** Puts what an event tells in place of what was there, and says what that is. */
  function keep(event: PlatformEvent): LabChange | undefined {
    switch (event.type) {
      case 'node':
        nodes.set(event.node.name, event.node);
        return { kind: 'node', key: event.node.name };
      case 'fault':
        faults.set(event.fault.id, event.fault);
        return { kind: 'fault', key: event.fault.id };
      case 'traffic':
        runs.set(event.run.id, event.run);
        return { kind: 'run', key: event.run.id };
      default:
        return undefined;
    }
  }

  return {
    nodes,
    faults,
    runs,
    eventsOf: (node) => events.get(node) ?? [],
    takeLists(lists, toldSince = []) {
      if (lists.nodes) refill(nodes, lists.nodes, ({ name }) => name);
      if (lists.faults) refill(faults, lists.faults, ({ id }) => id);
      if (lists.runs) refill(runs, lists.runs, ({ id }) => id);
      toldSince.forEach(keep);
      changed({ kind: 'all' });
    },
    takeEvent(event) {
      if (event.type === 'node') noteNode(event.node, event.time);
      else if (event.type === 'fault') noteFault(event.fault, event.time);
      const change = keep(event);
      if (change !== undefined) changed(change);
    },
    clear() {
      for (const map of [nodes, faults, runs, events]) map.clear();
      changed({ kind: 'all' });
    },
    onChange(listener) {
      emitter.on('change', listener);
      return () => emitter.off('change', listener);
    },
  };
}

function refill<T>(map: Map<string, T>, list: readonly T[], keyOf: (item: T) => string): void {
  map.clear();
  for (const item of list) map.set(keyOf(item), item);
}

/** Whether a fault is on a node or about to be. */
export function isCurrent({ state }: Pick<Fault, 'state'>): boolean {
  return !isFaultOver({ state });
}

/** Whether a run sends, or is about to. */
export function isRunning({ state }: Pick<TrafficRun, 'state'>): boolean {
  return !isRunOver({ state });
}

/** Newest first. */
export function newestFirst<T extends { createdAt: string }>(items: Iterable<T>): T[] {
  return [...items].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}
