import type { ContainerCreateOptions } from 'dockerode';
import type { JobSpec } from '../port.ts';
import { labels } from '../labels.ts';

/** What the adapter must know of the machine to make a job's container. */
export interface JobEnvironment {
  labNetwork: string;
  controlNetwork: string;
  /** Path of the engine's socket on the host, for jobs in the engine. */
  hostSocketPath: string;
}

/** Name of the container of a job. */
function jobContainerName(spec: Pick<JobSpec, 'id' | 'kind'>): string {
  return `dsp-${spec.kind}-${spec.id}`;
}

/** What a job's container depends on besides its specification. */
export interface JobSurroundings {
  /** Container of the node that the job joins, for the places that are those of a node. */
  nodeContainer?: string;
  /** Version of the control groups of the engine's machine. */
  cgroupVersion?: string;
}

/**
 * Describes the container of a job. This is the only place where a container specification is made; nothing of
 * it comes from a request but bounded numbers, enumerated words and names of nodes.
 */
export function jobContainer(
  spec: JobSpec,
  environment: JobEnvironment,
  { nodeContainer, cgroupVersion }: JobSurroundings = {},
): ContainerCreateOptions {
  const admin = spec.rights.includes('network-admin');
  return {
    name: jobContainerName(spec),
    Image: spec.image,
    ...(spec.program === undefined ? {} : { Entrypoint: [spec.program] }),
    Cmd: spec.command,
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
    OpenStdin: spec.interactive,
    AttachStdin: spec.interactive,
    StopSignal: 'SIGTERM',
    StopTimeout: spec.stopGraceSeconds,
    Labels: {
      [labels.job]: spec.kind,
      [labels.id]: spec.id,
      [labels.purpose]: JSON.stringify(spec.purpose),
      [labels.pumbaSkip]: 'true',
    },
    HostConfig: {
      AutoRemove: false,
      CapDrop: ['ALL'],
      // SYS_NICE: real-time priority, where the host allows it, keeps delays exact on a busy machine.
      CapAdd: admin ? ['NET_ADMIN', 'NET_RAW', 'SYS_NICE'] : [],
      Devices: admin
        ? [{ PathOnHost: '/dev/net/tun', PathInContainer: '/dev/net/tun', CgroupPermissions: 'rwm' }]
        : [],
      SecurityOpt: ['no-new-privileges'],
      // Files can only be put into a container whose root file system can be written.
      ReadonlyRootfs: Object.keys(spec.files).length === 0,
      Tmpfs: { '/tmp': 'size=16m', '/run': 'size=1m' },
      Memory: spec.limits.memoryMegabytes * 1024 * 1024,
      NanoCpus: Math.round(spec.limits.cpus * 1e9),
      PidsLimit: 512,
      LogConfig: logConfig(spec.limits.logMegabytes ?? 5),
      NetworkMode: networkMode(spec, environment, nodeContainer),
      // Not "unless-stopped": an engine that crashed takes its own clearing up for the wish of a person.
      ...(spec.isLasting ? { RestartPolicy: { Name: 'always' } } : {}),
      ...(spec.place.in === 'node-resources'
        ? { PidMode: `container:${nodeContainer ?? ''}`, CgroupnsMode: 'host' }
        : {}),
      Binds: [...binds(spec, environment), ...(admin && cgroupVersion === '1' ? [realTimeBudget] : [])],
    },
  };
}

/**
 * The one file by which a process leaves its container's control group for the machine's own. Where kernels give
 * groups of version 1 a real-time budget (CONFIG_RT_GROUP_SCHED), a container has none.
 */
const realTimeBudget = '/sys/fs/cgroup/cpu/cgroup.procs:/cgroup/cpu/cgroup.procs';

function binds({ place }: JobSpec, { hostSocketPath }: JobEnvironment): string[] {
  if (place.in === 'engine') return [`${hostSocketPath}:/var/run/docker.sock`];
  return place.in === 'node-resources' ? ['/sys/fs/cgroup:/cgroup'] : [];
}

/** So much is kept at least: the file that is written to may just have been begun. */
function logConfig(megabytes: number): { Type: string; Config: Record<string, string> } {
  const files = 5;
  const each = Math.ceil(megabytes / (files - 1));
  return { Type: 'json-file', Config: { 'max-size': `${each}m`, 'max-file': String(files) } };
}

function networkMode(spec: JobSpec, environment: JobEnvironment, nodeContainer?: string): string {
  switch (spec.place.in) {
    case 'lab-network':
      return environment.labNetwork;
    case 'node-network':
      return `container:${nodeContainer ?? ''}`;
    case 'node-resources':
    case 'engine':
    case 'nowhere':
      return 'none';
  }
}
