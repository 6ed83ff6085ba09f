import type { Engine, EngineEvent } from '../engine/port.ts';
import type { Supervisor } from '../faults/supervisor.ts';
import type { Log } from '../http/log.ts';
import type { UsageFollower } from '../telemetry/node-usage.ts';
import type { Runs } from '../traffic/runs.ts';
import type { NodeRegistry } from './registry.ts';

/** Milliseconds until an engine that tells of events but does not answer yet is asked again. */
const retryMs = 1_000;

/**
 * Hands on what happens in the engine, one event after another: first the registry learns of it, then those who
 * act on it. Returns a function that stops it.
 */
export function followEngine(parts: {
  engine: Engine;
  registry: NodeRegistry;
  supervisor: Supervisor;
  runs: Runs;
  usage: UsageFollower;
  log: Log;
}): () => void {
  const { engine, registry, supervisor, runs, usage, log } = parts;
  const stop = new AbortController();
  let handling: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;

  async function handle(event: EngineEvent): Promise<void> {
    switch (event.type) {
      case 'connected':
        return connect();
      case 'disconnected':
        clearTimeout(retry);
        return registry.lose(event.reason);
      case 'node-changed':
        await registry.refresh(event.name);
        usage.follow(event.name);
        return act(supervisor.nodeChanged(event.name));
      case 'job-changed':
        act(runs.jobChanged(event.id));
        return act(supervisor.nodeChanged((event.purpose as { node?: string } | null)?.node ?? ''));
    }
  }

  async function connect(): Promise<void> {
    clearTimeout(retry);
    try {
      await registry.refreshAll();
    } catch (error) {
      retry = setTimeout(() => take({ type: 'connected' }), retryMs);
      throw error;
    }
    registry.list().forEach(({ name }) => usage.follow(name));
    act(supervisor.recover());
    act(runs.recover());
  }

  /** What is done about an event must not hold up the next one. */
  function act(work: Promise<void>): void {
    work.catch((error: unknown) => log('warn', 'an event of the engine could not be acted on', { error }));
  }

  function take(event: EngineEvent): void {
    if (stop.signal.aborted) return;
    handling = handling
      .then(() => handle(event))
      .catch((error: unknown) => log('warn', 'an event of the engine was lost', { event, error }));
  }

  engine.watch(take, stop.signal);
  return () => {
    stop.abort();
    clearTimeout(retry);
  };
}
