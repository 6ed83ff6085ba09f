import { isDeepStrictEqual } from 'node:util';
import { NodeName } from '../../contract/names.ts';
import type { Node } from '../../contract/nodes.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { Engine, EngineNode } from '../engine/port.ts';
import type { EventHub } from '../events/hub.ts';
import type { Log } from '../http/log.ts';

/** The nodes as the platform knows them: one read of the engine, then its event stream; never polled. */
export interface NodeRegistry {
  /** All nodes by name. @throws ProblemError `engine-unreachable` while the engine does not answer. */
  list(): Node[];
  /** @throws ProblemError `node-not-found` or `engine-unreachable`. */
  get(name: string): Node;
  /** Reads one node anew from the engine, and tells everybody when it has changed. */
  refresh(name: string): Promise<void>;
  /** Reads all nodes anew. */
  refreshAll(): Promise<void>;
  /** Notes that the engine went away. The nodes are kept, but no longer told as true. */
  lose(reason: string): void;
  /** Why the engine is not reached; `undefined` while it is. */
  lostBecause(): string | undefined;
  /** Publishes a node again because the faults on it have changed. */
  faultsChanged(names: string[]): void;
}

interface Known {
  node: EngineNode;
  starts: number;
}

/** Begins without any node: the engine has to be read first. */
export function createNodeRegistry(options: {
  engine: Engine;
  hub: EventHub;
  log: Log;
  /** Ids of the faults that are active on a node. */
  faultsOn: (name: string) => string[];
}): NodeRegistry {
  const { engine, hub, log, faultsOn } = options;
  const known = new Map<string, Known>();
  const misnamed = new Set<string>();
  let lost: string | undefined = 'The engine has not answered yet.';

  function view({ node, starts }: Known): Node {
    const { instance: _instance, restarts: _restarts, ...shown } = node;
    return { ...shown, restarts: Math.max(starts - 1, node.restarts), faults: faultsOn(node.name) };
  }

  function learn(node: EngineNode): void {
    const before = known.get(node.name);
    const started = node.startedAt !== null && node.startedAt !== before?.node.startedAt;
    known.set(node.name, { node, starts: (before?.starts ?? 0) + (started ? 1 : 0) });
    if (!isDeepStrictEqual(before?.node, node)) publish(node.name);
  }

  function forget(name: string): void {
    const before = known.get(name);
    if (before === undefined) return;
    known.delete(name);
    hub.publish({ type: 'node', node: { ...view(before), state: 'missing', health: 'none', addresses: [] } });
  }

  function publish(name: string): void {
    const node = known.get(name);
    if (node !== undefined) hub.publish({ type: 'node', node: view(node) });
  }

  /** A label that is no host name could neither be addressed nor be named in a request. */
  function isNodeName(label: string): boolean {
    if (NodeName.safeParse(label).success) return true;
    if (!misnamed.has(label)) {
      misnamed.add(label);
      log('warn', 'a container is left out: its label dsp.node must be a host name in lower case', { label });
    }
    return false;
  }

  function requireEngine(): void {
    if (lost !== undefined) throw new ProblemError('engine-unreachable', lost);
  }

  return {
    list() {
      requireEngine();
      return [...known.values()].map(view).sort((a, b) => a.name.localeCompare(b.name));
    },

    get(name) {
      requireEngine();
      const node = known.get(name);
      if (node === undefined) throw new ProblemError('node-not-found', `There is no node "${name}".`);
      return view(node);
    },

    async refresh(name) {
      if (!isNodeName(name)) return;
      const node = await engine.nodes.inspect(name);
      if (node === undefined) forget(name);
      else learn(node);
    },

    async refreshAll() {
      const nodes = (await engine.nodes.list()).filter(({ name }) => isNodeName(name));
      const names = new Set(nodes.map(({ name }) => name));
      for (const name of known.keys()) if (!names.has(name)) forget(name);
      nodes.forEach(learn);
      if (lost !== undefined) {
        lost = undefined;
        log('info', 'engine connected', { nodes: nodes.length });
        hub.publish({ type: 'engine', reachable: true, detail: null });
      }
    },

    lose(reason) {
      if (lost === undefined) hub.publish({ type: 'engine', reachable: false, detail: reason });
      lost = reason;
    },

    lostBecause: () => lost,

    faultsChanged(names) {
      names.forEach(publish);
    },
  };
}
