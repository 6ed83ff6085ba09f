import type { LogLine, NodeHealth, NodeState } from '../../contract/nodes.ts';

/**
 * What the platform needs of a container engine, and all that it knows of it.
 *
 * The port speaks of nodes and of jobs, never of an engine's own objects, so that another engine (Kubernetes: a
 * node is a pod, a job in the network of a node is an ephemeral container) is one more adapter. Only containers
 * that carry the label `dsp.node`, and jobs that the platform made, can be reached through it.
 *
 * Every method throws a `ProblemError`: `engine-unreachable`, `node-not-found`, `image-missing` or
 * `engine-failed` with the engine's own words.
 */
export interface Engine {
  describe(): Promise<EngineDescription>;
  hasImage(reference: string): Promise<boolean>;
  nodes: NodePort;
  jobs: JobPort;
  /**
   * Follows what happens to nodes and jobs until `signal` aborts, reconnecting for as long as it takes.
   * Begins with `connected`; after `disconnected` comes another `connected`, and what happened in between is not
   * told: read the lists again.
   */
  watch(listener: (event: EngineEvent) => void, signal: AbortSignal): void;
}

export interface EngineDescription {
  version: string;
  apiVersion: string;
  operatingSystem: string;
  kernel: string;
  cgroupVersion: string;
  cpus: number;
  memoryBytes: number;
}

export type EngineEvent =
  | { type: 'connected' }
  | { type: 'disconnected'; reason: string }
  | { type: 'node-changed'; name: string }
  | { type: 'job-changed'; id: string; purpose: unknown };

/** A node as the engine shows it. */
export interface EngineNode {
  name: string;
  /** Identity of this very container: another one after the node was recreated. */
  instance: string;
  state: Exclude<NodeState, 'missing'>;
  health: NodeHealth;
  image: string;
  language: string | null;
  labels: Record<string, string>;
  addresses: { network: string; address: string }[];
  startedAt: string | null;
  exitCode: number | null;
  /** Restarts by the engine's own restart policy. */
  restarts: number;
}

export interface NodePort {
  list(): Promise<EngineNode[]>;
  /** `undefined` when there is no such node. */
  inspect(name: string): Promise<EngineNode | undefined>;
  /** Each is a success when the node already is as asked. */
  pause(name: string): Promise<void>;
  resume(name: string): Promise<void>;
  stop(name: string, graceSeconds: number): Promise<void>;
  start(name: string): Promise<void>;
  kill(name: string, signal: string): Promise<void>;
  restart(name: string, graceSeconds: number): Promise<void>;
  /** `undefined` when there is no such node. */
  limits(name: string): Promise<NodeLimits | undefined>;
  /** Changes how much processor time a node gets; what is not named stays as it is. */
  limitCpu(name: string, change: Partial<CpuLimit>): Promise<void>;
  /** Whether the main process is stopped by a signal (SIGSTOP), which the state of the container does not show. */
  isHalted(name: string): Promise<boolean>;
  /** The last `tail` lines, then, with `follow`, new ones until `signal` aborts or the node stops. */
  logs(name: string, options: { tail: number; follow: boolean; signal: AbortSignal }): AsyncIterable<LogLine>;
  /** Resource use about once a second until `signal` aborts or the node stops. */
  usage(name: string, signal: AbortSignal): AsyncIterable<NodeUsage>;
}

/** The limits of a node's container. */
export interface NodeLimits {
  /** The container that has them. */
  instance: string;
  cpu: CpuLimit;
  /** 0 when there is no limit. */
  memoryBytes: number;
}

/**
 * A limit of processor time as engines keep it, so that it can be given back to the byte: in billionths of a core,
 * or as a quota of each period, both in microseconds. 0 means "not set", a quota of −1 "no limit".
 */
export interface CpuLimit {
  nanoCpus: number;
  cpuPeriod: number;
  cpuQuota: number;
}

/** Resource use of a node; the counters count from the start of the container. */
export interface NodeUsage {
  cpuSeconds: number;
  memoryBytes: number;
  memoryLimitBytes: number;
  network: { interface: string; receivedBytes: number; sentBytes: number }[];
  processes: number;
}

export type JobKind = 'fault' | 'traffic' | 'probe';

/** Where a job runs. */
export type JobPlace =
  /** Beside the nodes, on the lab network (and on the control network, to report its metrics). */
  | { in: 'lab-network' }
  /** In the network namespace of one node. */
  | { in: 'node-network'; node: string }
  /**
   * In the process namespace of one node, with the machine's control groups at `/cgroup` to write: it can move its
   * processes into the node's. They die with the node. No network.
   */
  | { in: 'node-resources'; node: string }
  /** With access to the engine itself and no network; only for tools that we ship, such as Pumba. */
  | { in: 'engine' }
  /** Cut off from everything. */
  | { in: 'nowhere' };

/** A container that the platform makes, runs and removes. */
export interface JobSpec {
  id: string;
  kind: JobKind;
  image: string;
  /** The program of the image that is run; its entry point if absent. */
  program?: string;
  /** The program's arguments. */
  command: string[];
  env: Record<string, string>;
  /** Files put in before the start, by absolute path. */
  files: Record<string, string>;
  place: JobPlace;
  /** Rights beyond none. `network-admin`: CAP_NET_ADMIN, CAP_NET_RAW, CAP_SYS_NICE and /dev/net/tun. */
  rights: 'network-admin'[];
  /** `logMegabytes`: what is kept at least of the job's log; 5 if absent. */
  limits: { memoryMegabytes: number; cpus: number; logMegabytes?: number };
  /** Whether the job can be spoken to while it runs, by {@link JobPort.converse}. */
  interactive: boolean;
  /** Whether the engine starts it again when it crashed, or when the engine itself was restarted. */
  isLasting?: boolean;
  /** Seconds between SIGTERM and SIGKILL, whoever stops the job. */
  stopGraceSeconds: number;
  /** What the job is for, as data: enough to find everything again after a crash of the API. */
  purpose: unknown;
}

/** A job as the engine shows it. */
export interface EngineJob {
  id: string;
  kind: JobKind;
  state: 'created' | 'running' | 'ended';
  exitCode: number | null;
  /** Ended by the kernel for want of memory. */
  outOfMemory: boolean;
  startedAt: string | null;
  endedAt: string | null;
  /** Address on the control network, while running there. */
  controlAddress: string | null;
  purpose: unknown;
}

export interface JobPort {
  /** Makes the job and starts it. Nothing is left behind when it fails. */
  start(spec: JobSpec): Promise<EngineJob>;
  list(): Promise<EngineJob[]>;
  inspect(id: string): Promise<EngineJob | undefined>;
  /** SIGTERM, then SIGKILL after the job's own grace. A success when it is over already or gone. */
  stop(id: string): Promise<void>;
  /** Removes the job's container, killing it if need be. A success when it is gone. */
  remove(id: string): Promise<void>;
  /** All that the job wrote, at most the last `tail` lines. */
  logs(id: string, tail: number): Promise<LogLine[]>;
  /** All that the job wrote and goes on to write, until it is over or `signal` aborts. Nothing for a job that is gone. */
  follow(id: string, signal: AbortSignal): AsyncIterable<LogLine>;
  /** Opens the standard streams of a running, interactive job. */
  converse(id: string): Promise<Conversation>;
}

/** Lines to a job, and its answers. */
export interface Conversation {
  /** Writes a line and reads the next one that comes back. One question at a time; bounded by a deadline. */
  ask(line: string): Promise<string>;
  /** Whether the job can still hear us. */
  readonly open: boolean;
  close(): void;
}
