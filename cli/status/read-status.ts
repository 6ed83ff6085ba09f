import type { Client } from '../../contract/client.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import type { Health } from '../../contract/health.ts';
import type { Node } from '../../contract/nodes.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { BackgroundState } from '../background/state.ts';
import type { ContainerRow } from '../host/docker.ts';
import { parts, projectName } from '../platform/parts.ts';

/** One part as the engine and the Platform API see it. */
export interface PartStatus {
  readonly service: string;
  readonly title: string;
  readonly needed: boolean;
  /** `up`: running and, as far as that is known, healthy. */
  readonly state: 'up' | 'starting' | 'unhealthy' | 'stopped' | 'absent';
  readonly detail: string;
}

/** Everything `dsp status` shows. */
export interface PlatformStatus {
  readonly parts: readonly PartStatus[];
  readonly nodes: readonly Node[];
  readonly faults: readonly Fault[];
  readonly traffic: readonly TrafficRun[];
  readonly background: BackgroundState | null;
  /** Number of the process of a start that is at work. */
  readonly startingProcess: number | null;
  /** What could not be asked, and why. */
  readonly problems: readonly string[];
}

/** Asks the API at once for all it knows; without it the containers are still listed. */
export async function readStatus(options: {
  readonly api: Client;
  readonly containers: readonly ContainerRow[];
  readonly background: BackgroundState | undefined;
  readonly startingProcess: number | undefined;
  readonly describeError: (error: unknown) => string;
  readonly signal: AbortSignal;
}): Promise<PlatformStatus> {
  const { api, containers, signal } = options;
  const [health, nodes, faults, traffic] = await Promise.allSettled([
    api('healthGet', {}, signal),
    api('nodeList', {}, signal),
    api('faultList', {}, signal),
    api('trafficList', {}, signal),
  ]);
  const failed = [health, nodes, faults, traffic].flatMap((each) =>
    each.status === 'rejected' ? [options.describeError(each.reason)] : [],
  );
  return {
    parts: partStates(containers, health.status === 'fulfilled' ? health.value : undefined),
    nodes: nodes.status === 'fulfilled' ? nodes.value.nodes : [],
    faults:
      faults.status === 'fulfilled' ? faults.value.faults.filter(({ endedAt }) => endedAt === null) : [],
    traffic:
      traffic.status === 'fulfilled' ? traffic.value.runs.filter(({ endedAt }) => endedAt === null) : [],
    background: options.background ?? null,
    startingProcess: options.startingProcess ?? null,
    problems: [...new Set(failed)],
  };
}

/** Puts together what the engine says of each container and what the API says of the server inside. */
export function partStates(containers: readonly ContainerRow[], health: Health | undefined): PartStatus[] {
  return parts.map(({ service, title, needed }) => {
    const container = containers.find((row) => row.project === projectName && row.service === service);
    // That it answered says that the API itself is up.
    const seen = service === 'api' && health ? answered : health?.parts.find(({ name }) => name === service);
    return { service, title, needed, ...judgePart(container, seen) };
  });
}

const answered: Health['parts'][number] = { name: 'api', status: 'up', needed: true, detail: null };

function judgePart(
  container: ContainerRow | undefined,
  seen: Health['parts'][number] | undefined,
): Pick<PartStatus, 'state' | 'detail'> {
  if (container === undefined) return { state: 'absent', detail: 'no container' };
  const { status } = container;
  if (container.state !== 'running') return { state: 'stopped', detail: status };
  if (status.includes('(unhealthy)')) return { state: 'unhealthy', detail: status };
  if (seen?.status === 'down') {
    const starting =
      status.includes('health: starting') || /Up (Less than|\d+ seconds|About a minute)/.test(status);
    return { state: starting ? 'starting' : 'unhealthy', detail: seen.detail ?? status };
  }
  // The engine asks only every few seconds; the API asks the server itself.
  const isUnknown = status.includes('health: starting') && seen?.status !== 'up';
  return isUnknown ? { state: 'starting', detail: status } : { state: 'up', detail: status };
}
