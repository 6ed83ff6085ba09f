import { publishedPorts } from '../host/published-ports.ts';
import { listContainers, type ContainerRow } from '../host/docker.ts';
import type { PortState } from '../host/port-probe.ts';
import { parts, projectName, type Part } from '../platform/parts.ts';
import type { Check } from './check.ts';
import { error, ok, warning, type Verdict } from './finding.ts';

/** A port that something else holds. */
export interface PortConflict {
  readonly port: number;
  readonly part: Part;
  readonly state: Exclude<PortState, 'free'>;
  /** Who holds it, in words, if that can be known. */
  readonly holder: string | undefined;
}

/** Whether the ports of every part are free, or held by the platform itself. */
export const portsCheck: Check = {
  id: 'ports',
  title: 'Ports',
  needsEngine: false,
  run: async ({ host, docker, signal, engine }) => {
    const isReachable = engine.state.kind === 'reachable';
    const readContainers = () => (isReachable ? listContainers(docker, [], signal) : Promise.resolve([]));
    const verdict = judgePorts(await findPortConflicts(host, readContainers));
    // Without an engine the platform's own containers cannot be told from others.
    return verdict.level === 'error' && !isReachable
      ? warning(verdict.finding, 'They may be held by the platform itself: seen once the engine answers.')
      : verdict;
  },
};

/**
 * Probes every port of the platform and names who is in the way. The containers are listed after the probing: what held
 * a port then is in the list, even if it had only just been started again.
 */
export async function findPortConflicts(
  host: {
    readonly portState: (port: number) => Promise<PortState>;
    readonly portHolder: (port: number) => Promise<string | undefined>;
  },
  readContainers: () => Promise<readonly ContainerRow[]>,
): Promise<PortConflict[]> {
  const wanted = parts.flatMap((part) => part.ports.map((port) => ({ part, port })));
  const probed = await Promise.all(
    wanted.map(async ({ part, port }) => ({ part, port, state: await host.portState(port) })),
  );
  const taken = probed.filter(isNotFree);
  if (taken.length === 0) return [];
  const containers = await readContainers();
  const found = await Promise.all(
    taken.map(async (each): Promise<PortConflict | undefined> => {
      const container = containers.find(({ ports }) => publishedPorts(ports).includes(each.port));
      if (container?.project === projectName) return undefined;
      const holder = container ? describeContainer(container) : await host.portHolder(each.port);
      return { ...each, holder };
    }),
  );
  return found.filter((conflict) => conflict !== undefined);
}

function isNotFree<T extends { state: PortState }>(
  probed: T,
): probed is T & { state: Exclude<PortState, 'free'> } {
  return probed.state !== 'free';
}

/** Judges the ports that something else holds: those of needed parts are an error. */
export function judgePorts(conflicts: readonly PortConflict[]): Verdict {
  const all = parts.flatMap(({ ports }) => ports);
  if (conflicts.length === 0) return ok(`${all.join(', ')} are free or held by the platform itself.`);
  const finding = conflicts.map(describeConflict).join('; ') + '.';
  const remedy = remedyFor(conflicts);
  return conflicts.some(({ part }) => part.needed) ? error(finding, remedy) : warning(finding, remedy);
}

function describeConflict({ port, part, state, holder }: PortConflict): string {
  if (state === 'reserved') return `port ${port} (${part.title}) is reserved by the system`;
  return `port ${port} (${part.title}) is taken${holder === undefined ? '' : ` by ${holder}`}`;
}

function describeContainer({ name, project }: ContainerRow): string {
  return project === '' ? `the container "${name}"` : `the container "${name}" of the project "${project}"`;
}

function remedyFor(conflicts: readonly PortConflict[]): string {
  const needed = conflicts.filter(({ part }) => part.needed);
  if (conflicts.some(({ state }) => state === 'reserved')) {
    return 'See the reserved ranges with: netsh interface ipv4 show excludedportrange tcp; restarting the computer usually moves them.';
  }
  if (needed.length > 0) return 'Stop what holds them, then try again.';
  const names = [...new Set(conflicts.map(({ part }) => part.title))].join(' and ');
  return `Stop what holds them, or go on without ${names}.`;
}
