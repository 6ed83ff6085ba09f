import type { TrafficRequest, TrafficRun } from '../../contract/traffic/run.ts';
import { ProblemError } from '../../contract/problems.ts';
import type { Engine, EngineJob } from '../engine/port.ts';
import type { EventHub } from '../events/hub.ts';
import type { Log } from '../http/log.ts';
import { makeId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { explainExit, lastErrorOf } from './k6-exit.ts';
import { k6ApiPort, k6Job } from './k6-job.ts';
import { finalResults, liveResults } from './k6-results.ts';
import { isRunOver, newRun } from './run-record.ts';
import { shapes } from './shapes/shapes.ts';

/** Milliseconds between looks at the results of the runs. */
const pollMs = 1_000;

/** Owns every traffic run from the request to the words for its end. */
export interface Runs {
  /** Begins a run and returns when its job has started. */
  start(request: TrafficRequest): Promise<TrafficRun>;
  /** Newest first. */
  list(): TrafficRun[];
  /** @throws ProblemError `run-not-found`. */
  get(id: string): TrafficRun;
  /** Stops a run gracefully and waits for its results; changes nothing when it is over. */
  stop(id: string): Promise<TrafficRun>;
  /** Stops every run. */
  stopAll(): Promise<TrafficRun[]>;
  /** Looks at the job of a run that has changed. */
  jobChanged(id: string): Promise<void>;
  /** After a start, or when the engine is back: finds the jobs again. */
  recover(): Promise<void>;
  close(): void;
}

/** Somebody who watches what becomes of the messages of the runs. */
export interface RunObserver {
  /** The job of a run has started, or was found again. */
  started(run: TrafficRun): void;
  /** The run is over. Its job, and with it its log, is removed when this resolves. */
  ended(run: TrafficRun): Promise<void>;
}

export function createRuns(parts: {
  engine: Engine;
  journal: Journal;
  hub: EventHub;
  now: () => Date;
  log: Log;
  image: string;
  script: string;
  prometheusUrl: string;
  observer?: RunObserver;
  /** Reads the results so far of the k6 at an address; replaced in tests. */
  readLive?: (address: string) => Promise<unknown>;
}): Runs {
  const { engine, journal, hub, now, log } = parts;
  const readLive = parts.readLive ?? readK6;
  const runs = new Map(journal.runs().map((run) => [run.id, run]));
  const addresses = new Map<string, string>();
  /** Runs whose end is being written down, so that it is done once. */
  const settling = new Map<string, Promise<void>>();
  const poll = setInterval(() => void pollAll(), pollMs);
  poll.unref();

  const live = (): TrafficRun[] => [...runs.values()].filter((run) => !isRunOver(run));

  function get(id: string): TrafficRun {
    const run = runs.get(id);
    if (run === undefined) throw new ProblemError('run-not-found', `There is no run "${id}".`);
    return run;
  }

  function show(run: TrafficRun): void {
    runs.set(run.id, run);
    hub.publish({ type: 'traffic', run });
  }

  async function save(run: TrafficRun): Promise<void> {
    show(run);
    await journal.record({ type: 'traffic', value: run });
  }

  async function started(id: string, job: EngineJob): Promise<void> {
    const startedAt = job.startedAt ?? now().toISOString();
    const run = get(id);
    const endsAt = new Date(Date.parse(startedAt) + run.durationSeconds * 1000).toISOString();
    if (job.controlAddress !== null) addresses.set(id, job.controlAddress);
    await save({ ...run, state: 'running', startedAt, endsAt });
    parts.observer?.started(get(id));
  }

  async function failed(id: string, reason: string): Promise<void> {
    addresses.delete(id);
    await save({ ...get(id), state: 'failed', endedAt: now().toISOString(), reason });
    await parts.observer?.ended(get(id));
  }

  /** Writes down how a job ended, and removes it. */
  function settle(job: EngineJob): Promise<void> {
    const { id } = job;
    const before = settling.get(id);
    if (before !== undefined) return before;
    const work = settleOnce(job).finally(() => settling.delete(id));
    settling.set(id, work);
    return work;
  }

  async function settleOnce(job: EngineJob): Promise<void> {
    const run = runs.get(job.id);
    if (run !== undefined && !isRunOver(run)) {
      const lines = await engine.jobs.logs(job.id, 500);
      const written = (stream: string): string[] =>
        lines.filter((line) => line.stream === stream).map(({ text }) => text);
      const { state, reason } = explainExit(job, lastErrorOf(written('stderr')));
      const results = finalResults(written('stdout'));
      addresses.delete(job.id);
      await save({ ...run, ...results, state, reason, exitCode: job.exitCode, endedAt: job.endedAt });
      await parts.observer?.ended(get(job.id));
    }
    await engine.jobs.remove(job.id);
  }

  async function pollAll(): Promise<void> {
    await Promise.all(
      [...addresses].map(async ([id, address]) => {
        const results = liveResults(await readLive(address).catch(() => undefined));
        const run = runs.get(id);
        if (results === undefined || run?.state !== 'running') return;
        show({ ...run, ...results });
      }),
    );
  }

  async function jobChanged(id: string): Promise<void> {
    if (!runs.has(id)) return;
    const job = await engine.jobs.inspect(id);
    if (job?.state === 'ended') return settle(job);
    if (job === undefined && !isRunOver(get(id)) && !settling.has(id) && get(id).state === 'running') {
      await failed(id, 'The job was removed while it ran.');
    }
  }

  async function stop(id: string): Promise<TrafficRun> {
    if (isRunOver(get(id))) return get(id);
    await engine.jobs.stop(id);
    const job = await engine.jobs.inspect(id);
    if (job !== undefined) await settle(job);
    return get(id);
  }

  return {
    async start(request) {
      const plan = shapes[request.scenario.type](request);
      const run = newRun(makeId('r'), request, plan, now());
      const { image, script, prometheusUrl } = parts;
      await save(run);
      try {
        await started(
          run.id,
          await engine.jobs.start(k6Job({ run, request, plan, image, script, prometheusUrl })),
        );
      } catch (error) {
        await failed(run.id, error instanceof Error ? error.message : String(error));
        throw error;
      }
      return get(run.id);
    },

    list: () => [...runs.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
    get,
    stop,
    stopAll: () => Promise.all(live().map(({ id }) => stop(id))),
    jobChanged,

    async recover() {
      const jobs = (await engine.jobs.list()).filter(({ kind }) => kind === 'traffic');
      for (const job of jobs) {
        const run = runs.get(job.id);
        if (job.state === 'running' && run !== undefined && !isRunOver(run)) await started(job.id, job);
        else await settle(job);
      }
      const found = new Set(jobs.map(({ id }) => id));
      for (const { id } of live()) {
        if (!found.has(id)) await failed(id, 'The job vanished while the platform was not running.');
      }
      log('info', 'traffic recovered', { running: live().length });
    },

    close: () => clearInterval(poll),
  };
}

async function readK6(address: string): Promise<unknown> {
  const answer = await fetch(`http://${address}:${k6ApiPort}/v1/metrics`, {
    signal: AbortSignal.timeout(900),
  });
  return answer.json();
}
