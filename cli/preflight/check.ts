import type { EngineFacts, EngineState } from '../engine/engine-state.ts';
import type { MachineFacts } from '../engine/engine-remedy.ts';
import type { ContainerRow, Docker, EngineInfo } from '../host/docker.ts';
import type { PortState } from '../host/port-probe.ts';
import type { Verdict } from './finding.ts';
import type { KernelProbe } from './kernel-probe.ts';

/** What the checks may ask of this machine; tests pass a fake. */
export interface Host {
  readonly machine: MachineFacts;
  /** Whether a start would install what is missing; unless said otherwise it would. */
  readonly mayInstall?: boolean;
  readonly engineFacts: () => Promise<EngineFacts>;
  readonly portState: (port: number) => Promise<PortState>;
  readonly portHolder: (port: number) => Promise<string | undefined>;
  readonly freeMemoryBytes: () => number;
  readonly freeDiskBytes: (path: string) => Promise<number | undefined>;
}

/** What all checks share. */
export interface CheckContext {
  readonly host: Host;
  readonly docker: Docker;
  readonly signal: AbortSignal;
  readonly root: string;
  readonly engine: {
    readonly facts: EngineFacts;
    readonly state: EngineState;
    readonly info: EngineInfo | undefined;
    /** It runs on this very kernel, not in a virtual machine or elsewhere. */ readonly isNative: boolean;
  };
  /** Every container of the engine; empty when it does not answer. */
  readonly containers: readonly ContainerRow[];
  /** Tries the kernel on the first call; several checks read the one answer. */
  readonly kernelProbe: () => Promise<KernelProbe>;
}

/** One check of the preflight. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Left out while the engine does not answer. */
  readonly needsEngine: boolean;
  readonly run: (context: CheckContext) => Promise<Verdict>;
}
