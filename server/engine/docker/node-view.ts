import type { ContainerInspectInfo } from 'dockerode';
import type { EngineNode, NodeLimits } from '../port.ts';
import { labels } from '../labels.ts';

/** Turns the engine's description of a container into a node. */
export function nodeView(container: ContainerInspectInfo): EngineNode {
  const own = container.Config.Labels;
  const state = stateOf(container.State);
  return {
    name: own[labels.node] ?? '',
    instance: container.Id,
    state,
    health: healthOf(container, state),
    image: container.Config.Image,
    language: own[labels.language] ?? null,
    labels: targetLabels(own),
    addresses: Object.entries(container.NetworkSettings.Networks)
      .filter(([, network]) => network.IPAddress !== '')
      .map(([name, network]) => ({ network: name, address: network.IPAddress })),
    startedAt: timeOf(container.State.StartedAt),
    exitCode: state === 'stopped' ? container.State.ExitCode : null,
    restarts: container.RestartCount,
  };
}

/** The limits of a node's container, as the engine keeps them. */
export function nodeLimits({ Id, HostConfig: host }: ContainerInspectInfo): NodeLimits {
  return {
    instance: Id,
    cpu: { nanoCpus: host.NanoCpus ?? 0, cpuPeriod: host.CpuPeriod ?? 0, cpuQuota: host.CpuQuota ?? 0 },
    memoryBytes: host.Memory ?? 0,
  };
}

function stateOf(state: ContainerInspectInfo['State']): EngineNode['state'] {
  if (state.Paused) return 'paused';
  if (state.Restarting) return 'restarting';
  return state.Running ? 'running' : 'stopped';
}

function healthOf(container: ContainerInspectInfo, state: EngineNode['state']): EngineNode['health'] {
  const health = container.State.Health?.Status;
  if (state === 'stopped' || health === undefined) return 'none';
  return health === 'healthy' || health === 'unhealthy' || health === 'starting' ? health : 'none';
}

/** Labels that people set on a node; those of the engine's tools would only be noise. */
function targetLabels(all: Record<string, string>): Record<string, string> {
  const noise = /^(com\.docker\.|org\.opencontainers\.|desktop\.docker\.|dsp\.)/;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !noise.test(name)));
}

/** The engine writes "never" as the year 1. */
function timeOf(time: string): string | null {
  return time.startsWith('0001') ? null : new Date(time).toISOString();
}
