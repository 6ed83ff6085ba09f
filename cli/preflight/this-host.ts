import { readEngineFacts } from '../engine/read-engine.ts';
import type { Docker } from '../host/docker.ts';
import { readMachine } from '../host/machine.ts';
import { findPortHolder } from '../host/port-holder.ts';
import { probePort } from '../host/port-probe.ts';
import { freeDiskBytes, freeMemoryBytes } from '../host/resources.ts';
import { runCommand } from '../../system/process/run-command.ts';
import type { Host } from './check.ts';

/** The machine that this process runs on. */
export function thisHost(docker: Docker, { mayInstall = true } = {}): Host {
  return {
    mayInstall,
    machine: readMachine(),
    engineFacts: () => readEngineFacts(docker),
    portState: probePort,
    portHolder: (port) => findPortHolder(port, runCommand),
    freeMemoryBytes,
    freeDiskBytes,
  };
}
