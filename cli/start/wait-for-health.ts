import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, throwIfInterrupted } from '../failure.ts';
import { listContainers, type ContainerRow, type Docker } from '../host/docker.ts';
import { parts, projectName } from '../platform/parts.ts';
import type { Step } from '../print/steps.ts';
import type { PartProbe } from './part-probes.ts';

export interface HealthOptions {
  readonly services: readonly string[];
  readonly probes: ReadonlyMap<string, PartProbe>;
  readonly docker: Docker;
  readonly step: Step;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

/** A slow machine that pulls pages of fresh images from disk needs some of this; a healthy one a few seconds. */
const healthTimeoutMs = 120_000;
/** A container that has restarted over and over for this long will not come up by waiting. */
const restartLoopMs = 15_000;

/** Waits until every started part is ready. A part that does not get there is named, with the end of its log. */
export async function waitForHealth(options: HealthOptions): Promise<void> {
  const { docker, services, probes, signal } = options;
  const watched = services.filter((service) => probes.has(service));
  const giveUp = new AbortController();
  const anyEnd = AbortSignal.any([signal, giveUp.signal]);
  const results = await Promise.allSettled(
    watched.map(async (service) => {
      try {
        await waitForPart(service, options, anyEnd);
      } catch (error) {
        giveUp.abort(); // One guilty part is enough: the others would only be waited for in vain.
        throw error;
      }
    }),
  );
  throwIfInterrupted(signal);
  const failed = results.find(
    (result) => result.status === 'rejected' && result.reason instanceof PartNotReady,
  );
  if (failed?.status !== 'rejected') return;
  const { service, reason } = failed.reason as PartNotReady;
  throw await healthFailure(service, reason, docker);
}

class PartNotReady extends Error {
  readonly service: string;
  readonly reason: string;

  constructor(service: string, reason: string) {
    super(`${service}: ${reason}`);
    this.service = service;
    this.reason = reason;
  }
}

async function waitForPart(service: string, options: HealthOptions, signal: AbortSignal): Promise<void> {
  const { probes, step } = options;
  const isLooping = restartWatch(service, options.docker);
  const item = step.item(titleOf(service));
  const deadline = Date.now() + (options.timeoutMs ?? healthTimeoutMs);
  try {
    for (let tries = 1; ; tries++) {
      throwIfInterrupted(signal);
      const reason = await probes.get(service)?.(signal);
      if (reason === undefined) return;
      throwIfInterrupted(signal);
      item.update('waiting', reason);
      if (Date.now() > deadline) throw new PartNotReady(service, reason);
      // Asking the engine costs more than asking the part, and matters only when something is wrong.
      if (tries % 10 === 0 && (await isLooping())) {
        throw new PartNotReady(service, 'it ends again and again right after its start');
      }
      await sleep(options.pollMs ?? 200, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    item.end();
  }
}

/** Tells a container that restarts over and over from one that needs its time. */
function restartWatch(service: string, docker: Docker): () => Promise<boolean> {
  let since: number | undefined;
  return async () => {
    const state = (await findContainer(service, docker))?.state;
    since = state === 'restarting' ? (since ?? Date.now()) : undefined;
    return since !== undefined && Date.now() - since > restartLoopMs;
  };
}

async function healthFailure(service: string, reason: string, docker: Docker): Promise<Failure> {
  const container = await findContainer(service, docker);
  const name = container?.name ?? `${projectName}-${service}-1`;
  const log = container ? (await docker(['logs', '--tail', '12', container.id])).tail : [];
  return new Failure(`${titleOf(service)} did not become ready: ${reason}.`, {
    remedy: `Read its whole log: docker logs ${name}. Running npm start again goes on from here.`,
    details: log.slice(-12),
  });
}

async function findContainer(service: string, docker: Docker): Promise<ContainerRow | undefined> {
  const filters = [
    `label=com.docker.compose.project=${projectName}`,
    `label=com.docker.compose.service=${service}`,
  ];
  const rows = await listContainers(docker, filters).catch(() => []);
  return rows[0];
}

function titleOf(service: string): string {
  return parts.find((part) => part.service === service)?.title ?? service;
}
