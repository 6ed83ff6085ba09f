import { setTimeout as sleep } from 'node:timers/promises';
import type { Meter, ObservableResult } from '@opentelemetry/api';
import type { Engine, NodeUsage } from '../engine/port.ts';
import type { NodeRegistry } from '../nodes/registry.ts';

/** Follows the resource use of every running node, one stream each, and tells the latest of it. */
export interface UsageFollower {
  /** Begins to follow a node that runs, and forgets one that does not. Does nothing when it already does. */
  follow(name: string): void;
  latest(): [name: string, usage: NodeUsage][];
  close(): void;
}

/** Follows nothing yet. A stream that ends while its node runs is opened again. */
export function createUsageFollower(engine: Engine, registry: NodeRegistry): UsageFollower {
  const latest = new Map<string, NodeUsage>();
  const following = new Map<string, AbortController>();

  async function read(name: string, signal: AbortSignal): Promise<void> {
    for await (const usage of engine.nodes.usage(name, signal)) latest.set(name, usage);
  }

  /** While the engine is away nothing is known of any node; when it is back, all of them are followed again. */
  function isRunning(name: string): boolean {
    if (registry.lostBecause() !== undefined) return false;
    return registry.list().some((node) => node.name === name && node.state !== 'stopped');
  }

  return {
    follow(name) {
      if (following.has(name) || !isRunning(name)) return;
      const abort = new AbortController();
      following.set(name, abort);
      void read(name, abort.signal)
        .catch(() => undefined)
        // The stream of a node that restarts ends a moment before the node runs again.
        .then(() => sleep(500))
        .finally(() => {
          following.delete(name);
          latest.delete(name);
          if (!abort.signal.aborted) this.follow(name);
        });
    },

    latest: () => [...latest],
    close: () => following.forEach((abort) => abort.abort()),
  };
}

/** Exports resource use as metrics, with the names of OpenTelemetry's conventions for containers. */
export function observeUsage(meter: Meter, usage: UsageFollower, registry: NodeRegistry): void {
  const each = (observe: (result: ObservableResult, node: string, usage: NodeUsage) => void) => {
    return (result: ObservableResult): void => {
      for (const [node, used] of usage.latest()) observe(result, node, used);
    };
  };
  const labelsOf = (node: string): { node: string; container: string } => ({ node, container: node });

  meter
    .createObservableCounter('container.cpu.time', { unit: 's', description: 'CPU time used' })
    .addCallback(each((result, node, { cpuSeconds }) => result.observe(cpuSeconds, labelsOf(node))));
  meter
    .createObservableGauge('container.memory.usage', { unit: 'By', description: 'Memory that is not cache' })
    .addCallback(each((result, node, { memoryBytes }) => result.observe(memoryBytes, labelsOf(node))));
  meter
    .createObservableGauge('container.memory.limit', { unit: 'By', description: 'Memory that may be used' })
    .addCallback(each((result, node, used) => result.observe(used.memoryLimitBytes, labelsOf(node))));
  meter
    .createObservableCounter('container.network.io', { unit: 'By', description: 'Bytes on the network' })
    .addCallback(
      each((result, node, { network }) => {
        for (const counters of network) {
          const labels = { ...labelsOf(node), 'network.interface.name': counters.interface };
          result.observe(counters.receivedBytes, { ...labels, 'network.io.direction': 'receive' });
          result.observe(counters.sentBytes, { ...labels, 'network.io.direction': 'transmit' });
        }
      }),
    );
  meter
    .createObservableGauge('container.restarts', { description: 'Starts after the first one' })
    .addCallback((result) => {
      for (const { name, restarts } of nodesOf(registry)) result.observe(restarts, labelsOf(name));
    });
}

/** No nodes, rather than an error, while the engine is away. */
function nodesOf(registry: NodeRegistry): ReturnType<NodeRegistry['list']> {
  try {
    return registry.list();
  } catch {
    return [];
  }
}
