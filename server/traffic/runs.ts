import { randomInt } from 'node:crypto';
import { ProblemError } from '../../contract/problems.ts';
import type { TrafficRequest } from '../../contract/traffic/request.ts';
import type { TrafficPlan as PlanAnswer, TrafficRun } from '../../contract/traffic/run.ts';
import type { Engine, EngineJob, JobSpec } from '../engine/port.ts';
import { createExclusive } from '../exclusive.ts';
import type { EventHub } from '../events/hub.ts';
import type { Log } from '../http/log.ts';
import { makeId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { createActiveRun, type ActiveRun } from './active-run.ts';
import { answerPlan } from './answer-plan.ts';
import { purposeOf, runIdOf } from './job-purpose.ts';
import { k6Control, type K6Control } from './k6-control.ts';
import { k6Job } from './k6-job.ts';
import { liveResults } from './k6-results.ts';
import { isOverdue } from './overdue.ts';
import { nextSegment, whyRateStays, withRate } from './rate-change.ts';
import { endedRun } from './run-end.ts';
import { isRunOver, newRun } from './run-record.ts';
import { createRunStore } from './run-store.ts';
import type { SeededRequest } from './shapes/shape.ts';
import { jobIdOf, type Segment } from './segment.ts';
import { planOf } from './shapes/shapes.ts';
import { prepareSuccessor } from './take-over.ts';
import { readUserScript } from './user-script.ts';

/** Milliseconds between looks at the results of the runs. */
const pollMs = 1_000;

/** Owns every traffic run from the request to the words for its end. */
export interface Runs {
  /** Begins a run and returns when its job has started. */
  start(request: TrafficRequest): Promise<TrafficRun>;
  /** What a request would do. */
  plan(request: TrafficRequest): PlanAnswer;
  /** Newest first, without what is long. */
  list(): TrafficRun[];
  /** With planned against achieved. @throws ProblemError `run-not-found`. */
  get(id: string): TrafficRun;
  /** Gives a constant run another rate. @throws ProblemError `rate-not-changeable`. */
  changeRate(id: string, rps: number): Promise<TrafficRun>;
  /** Stops a run gracefully and waits for its results; changes nothing when it is over. */
  stop(id: string): Promise<TrafficRun>;
  /** Stops every run. */
  stopAll(): Promise<TrafficRun[]>;
  /** Looks at a job that has changed. */
  jobChanged(id: string): Promise<void>;
  /** After a start, or when the engine is back: finds the jobs again. */
  recover(): Promise<void>;
  close(): void;
}

/** Somebody who watches what becomes of the messages of the runs. */
export interface RunObserver {
  /** A job of a run has started, or was found again. A run whose rate is changed gets a further job. */
  started(run: TrafficRun, jobId: string): void;
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
  /** Folder of the user's own scripts, if there is one. */
  userScripts?: string | undefined;
  prometheusUrl: string;
  observer?: RunObserver;
  /** Reads the results so far of the k6 at an address; replaced in tests. */
  readLive?: (address: string) => Promise<unknown>;
  k6?: K6Control;
}): Runs {
  const { engine, journal, hub, now, log } = parts;
  const k6 = parts.k6 ?? k6Control;
  const readLive = parts.readLive ?? k6.metrics;
  const store = createRunStore(journal, hub);
  const { get, live, save } = store;
  const actives = new Map<string, ActiveRun>();
  /** Jobs whose end is being written down, so that it is done once. */
  const settling = new Map<string, Promise<void>>();
  /** Runs whose first job is being made; whoever has something to do with one of them waits until it is. */
  const starting = new Map<string, Promise<unknown>>();
  /** Changes of a run's rate, one after another. */
  const changing = createExclusive();
  const poll = setInterval(() => void pollAll(), pollMs);
  poll.unref();

  const nowMs = (): number => now().getTime();

  /** Takes a run into memory when one of its jobs runs. */
  async function started(id: string, job: EngineJob, segment: Segment): Promise<void> {
    const isKnown = actives.has(id);
    const active = adopt(id, segment);
    active.address = job.controlAddress;
    const run = get(id);
    const startedAt = run.startedAt ?? job.startedAt ?? now().toISOString();
    await save({ ...run, state: 'running', startedAt, endsAt: endOf(run, startedAt) });
    if (!isKnown) parts.observer?.started(get(id), job.id);
  }

  function adopt(id: string, segment: Segment): ActiveRun {
    const known = actives.get(id);
    if (known !== undefined) return known;
    const active = createActiveRun(engine.jobs, get(id), segment);
    actives.set(id, active);
    active.follow(segment);
    return active;
  }

  async function failed(id: string, reason: string): Promise<void> {
    forget(id);
    await save({ ...get(id), state: 'failed', live: null, endedAt: now().toISOString(), reason });
    await parts.observer?.ended(get(id));
  }

  function forget(id: string): void {
    actives.get(id)?.close();
    actives.delete(id);
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
    const run = store.find(runIdOf(job.id));
    const segment = purposeOf(job)?.segment;
    const isLive = run !== undefined && !isRunOver(run);
    const active = isLive && segment !== undefined ? adopt(run.id, segment) : undefined;
    await active?.told(job.id);
    const isPast = active !== undefined && active.jobId !== job.id;
    if (isLive && !isPast) await end(run.id, job, active);
    await engine.jobs.remove(job.id);
  }

  async function end(id: string, job: EngineJob, active: ActiveRun | undefined): Promise<void> {
    const lines = await engine.jobs.logs(job.id, 500);
    const run = endedRun(get(id), job, lines, active, nowMs());
    forget(id);
    await save(run);
    await parts.observer?.ended(run);
  }

  async function pollAll(): Promise<void> {
    await Promise.all([...actives].map(([id, active]) => pollOne(id, active).catch(() => undefined)));
  }

  async function pollOne(id: string, active: ActiveRun): Promise<void> {
    const results = active.results(nowMs()) ?? liveResults(await askLive(active));
    const run = get(id);
    if (run.state !== 'running') return;
    const startMs = active.progress.startMs();
    const startedAt = startMs === undefined ? run.startedAt : new Date(startMs).toISOString();
    if (results === undefined && startedAt === run.startedAt) return;
    store.show({
      ...run,
      ...results,
      startedAt,
      endsAt: endOf(run, startedAt),
      live: active.live(run, nowMs()),
    });
    if (isOverdue(run, nowMs())) await stop(id);
  }

  async function askLive({ address }: ActiveRun): Promise<unknown> {
    return address === null ? undefined : readLive(address).catch(() => undefined);
  }

  async function jobChanged(jobId: string): Promise<void> {
    const id = runIdOf(jobId);
    if (store.find(id) === undefined) return;
    await starting.get(id);
    const job = await engine.jobs.inspect(jobId);
    if (job?.state === 'ended') return settle(job);
    const isCurrent = (actives.get(id)?.jobId ?? id) === jobId;
    if (job === undefined && isCurrent && get(id).state === 'running' && !settling.has(jobId)) {
      await failed(id, 'The job was removed while it ran.');
    }
  }

  async function stop(id: string): Promise<TrafficRun> {
    await starting.get(id);
    if (isRunOver(get(id))) return get(id);
    await changing(id, () => Promise.resolve());
    const jobId = actives.get(id)?.jobId ?? id;
    await engine.jobs.stop(jobId);
    await jobChanged(jobId);
    await settling.get(jobId);
    return get(id);
  }

  async function jobOf(run: string, segment: Segment, isPaused: boolean) {
    const { image, prometheusUrl } = parts;
    const { scenario } = segment.request;
    const script =
      scenario.type === 'script' ? await readUserScript(parts.userScripts, scenario.file) : parts.script;
    return k6Job({ run, segment, plan: planOf(segment.request), image, script, prometheusUrl, isPaused });
  }

  async function startFirstJob(run: TrafficRun, spec: JobSpec, segment: Segment): Promise<void> {
    await save(run);
    try {
      const job = await engine.jobs.start(spec);
      await started(run.id, job, segment);
      if (job.state === 'ended') await settle(job);
    } catch (error) {
      await failed(run.id, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async function changeRateOnce(id: string, rps: number): Promise<TrafficRun> {
    const active = actives.get(id);
    const refusal = whyRateStays(get(id), nowMs());
    if (active === undefined || refusal !== undefined) {
      throw new ProblemError('rate-not-changeable', refusal ?? 'The run is not running.');
    }
    const next = nextSegment(active.segment, rps, get(id).endsAt, nowMs());
    const { address } = await prepareSuccessor({ jobs: engine.jobs, k6, spec: await jobOf(id, next, true) });
    const pastJob = active.jobId;
    if (isRunOver(get(id))) {
      await engine.jobs.remove(jobIdOf(id, next));
      throw new ProblemError('rate-not-changeable', 'The run ended before its rate could be changed.');
    }
    active.follow(next);
    active.continueWith(next);
    active.address = address;
    // The one begins, the other ends: for some 50 ms both send, so that there is no gap at all.
    await k6.resume(address);
    const atSeconds = Math.round(nowMs() - (active.progress.startMs() ?? nowMs())) / 1000;
    const stopping = engine.jobs.stop(pastJob);
    await save(withRate(get(id), rps, atSeconds));
    parts.observer?.started(get(id), active.jobId);
    await stopping;
    return get(id);
  }

  return {
    async start(wanted) {
      const request = seeded(wanted);
      const plan = planOf(request);
      const run = newRun(makeId('r'), request, plan, now());
      const segment = { number: 1, firstSequence: 0, endsAtMs: null, request };
      const spec = await jobOf(run.id, segment, false);
      const work = startFirstJob(run, spec, segment);
      starting.set(
        run.id,
        work.catch(() => undefined),
      );
      await work.finally(() => starting.delete(run.id));
      return get(run.id);
    },

    plan: (request) => answerPlan(seeded(request)),
    list: store.list,

    get(id) {
      const run = get(id);
      const timeline = actives.get(id)?.timeline(run, nowMs()) ?? run.timeline;
      return timeline === undefined ? run : { ...run, timeline };
    },

    changeRate: (id, rps) => changing(id, () => changeRateOnce(id, rps)),
    stop,
    stopAll: () => Promise.all(live().map(({ id }) => stop(id))),
    jobChanged,

    async recover() {
      const jobs = (await engine.jobs.list()).filter(({ kind }) => kind === 'traffic');
      const found = new Set<string>();
      // Of two jobs of one run the newer one has taken over, unless it still waits.
      for (const job of jobs.sort((a, b) => segmentNumber(b) - segmentNumber(a)))
        await recoverJob(job, found);
      for (const { id } of live()) {
        if (!found.has(id) && (await isGone(id))) {
          await failed(id, 'The job vanished while the platform was not running.');
        }
      }
      log('info', 'traffic recovered', { running: live().length });
    },

    close() {
      clearInterval(poll);
      for (const active of actives.values()) active.close();
    },
  };

  /** @param found The runs that have a job. */
  async function recoverJob(job: EngineJob, found: Set<string>): Promise<void> {
    const id = runIdOf(job.id);
    const segment = purposeOf(job)?.segment;
    const isBeingMade = starting.has(id) || (actives.has(id) && job.state === 'created');
    if (isBeingMade) return;
    if (segment !== undefined && !found.has(id) && (await goesOn(job, segment))) {
      found.add(id);
      await started(id, job, segment);
    } else if (found.has(id) || segmentNumber(job) > 1) await engine.jobs.remove(job.id);
    else await settle(job);
  }

  /** Whether a run has no job, nor gets one at this moment. */
  async function isGone(id: string): Promise<boolean> {
    if (starting.has(id)) return false;
    return (await engine.jobs.inspect(actives.get(id)?.jobId ?? id)) === undefined;
  }

  /** Whether a job is making traffic, and not waiting to take over from another one. */
  async function goesOn({ id, state, controlAddress }: EngineJob, { number }: Segment): Promise<boolean> {
    const run = store.find(runIdOf(id));
    if (state !== 'running' || run === undefined || isRunOver(run)) return false;
    return number === 1 || controlAddress === null || !(await k6.isPaused(controlAddress).catch(() => false));
  }
}

function seeded(request: TrafficRequest): SeededRequest {
  return { ...request, seed: request.seed ?? randomInt(2 ** 32) };
}

function endOf({ durationSeconds }: TrafficRun, startedAt: string | null): string | null {
  return startedAt && new Date(Date.parse(startedAt) + durationSeconds * 1000).toISOString();
}

function segmentNumber(job: EngineJob): number {
  return purposeOf(job)?.segment.number ?? 1;
}
