import assert from 'node:assert/strict';
import { docker } from './docker.ts';

/** Everything of a container that a fault could leave a trace in, seen from outside the platform. */
export interface Traces {
  state: string;
  /** The settings that its container was made with, limits among them, as the engine keeps them. */
  settings: Record<string, unknown>;
  /** Limits, frozen or stopped processes and strangers, as the kernel shows them; undefined when it does not run. */
  kernel: string | undefined;
  /** Interfaces, routes, rules and queues of its network. */
  network: string | undefined;
}

/** Reads them from the engine, and from the kernel by containers that join the one looked at. */
export async function readTraces(container: string): Promise<Traces> {
  const [info] = JSON.parse(await docker(['inspect', container])) as [
    { State: { Status: string }; HostConfig: Record<string, unknown> },
  ];
  const isRunning = info.State.Status === 'running';
  return {
    state: info.State.Status,
    settings: info.HostConfig,
    ...(isRunning ? await readKernel(container) : { kernel: undefined, network: undefined }),
  };
}

/** @throws AssertionError showing what is different now. */
export function assertSameTraces(now: Traces, before: Traces | undefined, name: string): void {
  assert.deepEqual(normal(now), normal(before), name);
}

/** A quota of 0 and one of -1 both mean that there is none; an engine does not take the 0 back. */
function normal(traces: Traces | undefined): Traces | undefined {
  if (traces?.settings['CpuQuota'] !== -1) return traces;
  return { ...traces, settings: { ...traces.settings, CpuQuota: 0 } };
}

async function readKernel(container: string): Promise<Pick<Traces, 'kernel' | 'network'>> {
  const inNetwork = ['run', '--rm', '--network', `container:${container}`, '--cap-drop', 'ALL'];
  const inNode = [
    '--pid',
    `container:${container}`,
    '--cgroupns',
    'host',
    '--volume',
    '/sys/fs/cgroup:/cgroup:ro',
  ];
  const [shaper, shell] = await Promise.all([
    docker([...inNetwork, '--cap-add', 'NET_ADMIN', 'dsp/shaper:0.1.0', 'inspect']),
    docker([...inNetwork, ...inNode, '--entrypoint', 'sh', 'debian:bookworm-slim', '-c', script]),
  ]);
  const { tables, queues, routes, device, qdiscs } = JSON.parse(shaper) as Record<string, unknown>;
  const [kernel, network] = shell.split('NETWORK') as [string, string];
  return {
    kernel: kernel.trim(),
    network: JSON.stringify({ network: network.trim(), tables, queues, routes, device, qdiscs }),
  };
}

/**
 * For both versions of control groups. The states of the node's own processes are taken without their ids; a
 * process that is asleep or at work is the same for us. The shell and its children are in groups of their own.
 */
const script = `
while IFS=: read -r number controllers path; do
  for controller in $(echo "$controllers" | tr , ' ') .; do
    folder="/cgroup/$controller$path"
    for file in cpu.cfs_quota_us cpu.cfs_period_us cpu.max memory.limit_in_bytes memory.max; do
      [ -e "$folder/$file" ] && echo "$file $(cat "$folder/$file")"
    done
    case "$controller" in cpu|memory|.) [ -e "$folder/cgroup.procs" ] && echo "processes $(wc -l < "$folder/cgroup.procs")" ;; esac
  done
done < /proc/1/cgroup
echo "main process $(sed -n 's/^State:[[:space:]]*\\(.\\).*/\\1/p' /proc/1/status | tr RDI SSS)"
echo NETWORK
cut -d: -f1 /proc/net/dev
cat /proc/net/route | cut -f1-4,8
`;
