import { release } from 'node:os';
import { isRemote } from '../engine/endpoint.ts';
import { judgeEngine } from '../engine/engine-state.ts';
import { listContainers, readEngineInfo, type Docker, type EngineInfo } from '../host/docker.ts';
import type { CheckContext, Host } from './check.ts';
import { probeKernel, type KernelProbe } from './kernel-probe.ts';

/** Asks once for what several checks need. */
export async function readCheckContext(options: {
  readonly host: Host;
  readonly docker: Docker;
  readonly signal: AbortSignal;
  readonly root: string;
}): Promise<CheckContext> {
  const { host, docker, signal } = options;
  let probe: Promise<KernelProbe> | undefined;
  const kernelProbe = () => (probe ??= probeKernel(docker, signal));
  const facts = await host.engineFacts();
  const state = judgeEngine(facts);
  if (state.kind !== 'reachable') {
    return {
      ...options,
      kernelProbe,
      engine: { facts, state, info: undefined, isNative: false },
      containers: [],
    };
  }
  const [info, containers] = await Promise.all([
    readEngineInfo(docker, signal),
    listContainers(docker, [], signal).catch(() => []),
  ]);
  const isNative = host.machine.platform === 'linux' && !isRemote(facts.endpoint) && isOnThisKernel(info);
  return { ...options, kernelProbe, engine: { facts, state, info, isNative }, containers };
}

function isOnThisKernel(info: EngineInfo | undefined): boolean {
  // Docker Desktop under WSL shares the kernel, but not the file systems.
  return info?.kernelVersion === release() && info.operatingSystem !== 'Docker Desktop';
}
