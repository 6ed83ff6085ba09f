import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { EngineEvent } from '../port.ts';
import { call } from './connection.ts';
import { parsePurpose } from './job-view.ts';
import { labels } from '../labels.ts';

const firstRetryMs = 250;
const longestRetryMs = 5_000;

/** Happenings that change what a node or a job looks like. Health checks alone make others every few seconds. */
const actions = [
  'create',
  'start',
  'die',
  'pause',
  'unpause',
  'kill',
  'oom',
  'update',
  'rename',
  'destroy',
  'health_status',
];

interface DockerEvent {
  Actor?: { Attributes?: Record<string, string> };
}

/** Follows the engine's event stream for as long as `signal` lets it, across restarts of the engine. */
export async function watchDocker(
  docker: Docker,
  listener: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    let reason = 'The event stream of the engine ended.';
    try {
      const options = { filters: { type: ['container'], event: actions }, abortSignal: signal } as object;
      const stream = (await call('follow events', () => docker.getEvents(options))) as Readable;
      listener({ type: 'connected' });
      retryMs = firstRetryMs;
      await forward(stream, listener);
    } catch (error) {
      reason = (error as Error).message;
    }
    if (signal.aborted) return;
    listener({ type: 'disconnected', reason });
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  }
}

async function forward(stream: Readable, listener: (event: EngineEvent) => void): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    if (line.trim() === '') continue;
    const attributes = (JSON.parse(line) as DockerEvent).Actor?.Attributes ?? {};
    const node = attributes[labels.node];
    const job = attributes[labels.id];
    if (node !== undefined) listener({ type: 'node-changed', name: node });
    else if (job !== undefined)
      listener({ type: 'job-changed', id: job, purpose: parsePurpose(attributes[labels.purpose]) });
  }
}
