import { socketPath } from './endpoint.ts';
import type { EngineFacts, EngineState } from './engine-state.ts';
import { isDebianLike, type LinuxDistribution } from './linux-distribution.ts';

/** The machine and the user, as far as the advice depends on them. */
export interface MachineFacts {
  readonly platform: NodeJS.Platform;
  readonly distribution: LinuxDistribution | undefined;
  readonly isRoot: boolean;
  readonly userName: string;
  readonly hasSystemd: boolean;
  readonly isWsl: boolean;
}

/** Whether `npm start` can put the engine right by itself. */
export function canProvideEngine(state: EngineState, machine: MachineFacts): 'install' | 'start' | undefined {
  if (machine.platform !== 'linux' || !machine.isRoot) return undefined;
  if (state.kind === 'not-running') return 'start';
  if (state.kind === 'not-installed' && isDebianLike(machine.distribution)) return 'install';
  return undefined;
}

/** One line: what to do so that the engine can be used. `undefined` when it can be used already. */
export function engineRemedy(
  state: EngineState,
  facts: EngineFacts,
  machine: MachineFacts,
): string | undefined {
  switch (state.kind) {
    case 'reachable':
      return undefined;
    case 'command-missing':
      return commandAdvice(machine);
    case 'not-installed':
      return installAdvice(machine);
    case 'not-running':
      return startAdvice(machine);
    case 'no-permission':
      return permissionAdvice(facts, machine);
    case 'endpoint-unreachable':
    case 'not-an-engine':
      return facts.endpoint.from === 'DOCKER_HOST'
        ? 'Correct DOCKER_HOST, or unset it to use the engine of this machine.'
        : `Start the engine of the context "${facts.endpoint.context ?? 'default'}", or choose another: docker context ls; docker context use default.`;
    case 'context-missing':
      return 'Choose one that exists: docker context ls; docker context use default (or unset DOCKER_CONTEXT).';
  }
}

function commandAdvice(machine: MachineFacts): string {
  if (machine.platform === 'linux' && isDebianLike(machine.distribution)) {
    return 'Install it: apt-get install docker-cli (in older releases it is part of docker.io).';
  }
  return machine.platform === 'darwin'
    ? 'Install it: brew install docker docker-compose docker-buildx.'
    : installAdvice(machine);
}

function installAdvice(machine: MachineFacts): string {
  if (machine.platform === 'darwin') {
    return 'Install Docker Desktop or OrbStack, or: brew install colima docker docker-compose docker-buildx && colima start --memory 6.';
  }
  if (machine.platform === 'win32') {
    return 'Install Docker Desktop with the WSL 2 engine (winget install Docker.DockerDesktop), start it, and open a new terminal.';
  }
  if (machine.isWsl && !machine.isRoot) {
    return `Install Docker Desktop on Windows and switch on its WSL integration, or here: ${linuxInstallCommand(machine)}.`;
  }
  return `Install Docker: ${linuxInstallCommand(machine)}.`;
}

function linuxInstallCommand(machine: MachineFacts): string {
  const ids = machine.distribution ? [machine.distribution.id, ...machine.distribution.like] : [];
  const sudo = machine.isRoot ? '' : 'sudo ';
  const enable = `${sudo}systemctl enable --now docker`;
  const group = machine.isRoot ? '' : ` && sudo usermod -aG docker ${machine.userName}, then log in again`;
  if (isDebianLike(machine.distribution)) {
    return `${sudo}apt-get update && ${sudo}apt-get install -y docker.io iptables${group}`;
  }
  if (ids.includes('fedora') || ids.includes('rhel')) {
    return `${sudo}dnf install -y moby-engine docker-compose docker-buildx && ${enable}${group}`;
  }
  if (ids.includes('arch'))
    return `${sudo}pacman -S docker docker-compose docker-buildx && ${enable}${group}`;
  if (ids.includes('suse') || ids.includes('opensuse')) {
    return `${sudo}zypper install docker docker-compose docker-buildx && ${enable}${group}`;
  }
  if (ids.includes('alpine')) {
    return `${sudo}apk add docker docker-cli-compose docker-cli-buildx && ${sudo}rc-update add docker && ${sudo}service docker start${group}`;
  }
  return 'follow docs.docker.com/engine/install for this distribution';
}

function startAdvice(machine: MachineFacts): string {
  if (machine.platform === 'darwin') return 'Start it: open -a Docker (or OrbStack, or: colima start).';
  if (machine.platform === 'win32')
    return 'Start Docker Desktop from the Start menu and wait until it says "running".';
  if (machine.isRoot)
    return 'npm start starts it; by hand: ' + (machine.hasSystemd ? 'systemctl start docker.' : 'dockerd &');
  if (machine.hasSystemd) return 'Start it: sudo systemctl start docker.';
  return machine.isWsl
    ? 'Start Docker Desktop on Windows, or here: sudo service docker start.'
    : 'Start it: sudo service docker start (or: sudo dockerd &).';
}

function permissionAdvice(facts: EngineFacts, machine: MachineFacts): string {
  if (machine.platform === 'linux' && socketPath(facts.endpoint) !== undefined) {
    return `Join the group that may: sudo usermod -aG docker ${machine.userName}, then log in again (at once in this shell: newgrp docker).`;
  }
  if (machine.platform === 'win32') {
    return 'Add yourself to the group "docker-users" as an administrator (net localgroup docker-users %USERNAME% /add), then sign in again.';
  }
  return 'Start Docker as this user, or give this user access to its socket.';
}
