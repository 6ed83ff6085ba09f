import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { ContainerStats } from 'dockerode';
import type { NodeUsage } from '../port.ts';

/** Reads the engine's stream of statistics: one JSON document a line, about one a second. */
export async function* readUsage(source: Readable): AsyncGenerator<NodeUsage> {
  for await (const line of createInterface({ input: source })) {
    if (line.trim() === '') continue;
    const usage = usageView(JSON.parse(line) as ContainerStats);
    if (usage !== undefined) yield usage;
  }
}

/** `undefined` for the empty document that the engine sends for a container that is not running. */
function usageView(stats: ContainerStats): NodeUsage | undefined {
  if (stats.memory_stats?.usage === undefined) return undefined;
  return {
    cpuSeconds: stats.cpu_stats.cpu_usage.total_usage / 1e9,
    memoryBytes: workingSet(stats.memory_stats),
    memoryLimitBytes: stats.memory_stats.limit,
    network: Object.entries(stats.networks ?? {}).map(([name, counters]) => ({
      interface: name,
      receivedBytes: counters.rx_bytes,
      sentBytes: counters.tx_bytes,
    })),
    processes: stats.pids_stats?.current ?? 0,
  };
}

/** Memory that cannot be reclaimed at once, as `docker stats` counts it: use less the inactive file cache. */
function workingSet(memory: ContainerStats['memory_stats']): number {
  const details = memory.stats as unknown as Record<string, number> | undefined;
  const inactive = details?.['total_inactive_file'] ?? details?.['inactive_file'] ?? 0;
  return Math.max(0, memory.usage - inactive);
}
