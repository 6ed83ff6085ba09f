import { randomInt } from 'node:crypto';
import { isRunOver } from '../../contract/is-over.ts';
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
import { sortFoundJobs } from './found-jobs.ts';
import { purposeOf, runIdOf } from './job-purpose.ts';
import { k6Control, type K6Control } from './k6-control.ts';
import { k6Job } from './k6-job.ts';
import { liveResults } from './k6-results.ts';
import { isOverdue } from './overdue.ts';
import { nextSegment, whyRateStays, withRate } from './rate-change.ts';
import { endedRun } from './run-end.ts';
import type { RunObserver } from './run-observer.ts';
import { newRun } from './run-record.ts';
import { createRunStore } from './run-store.ts';
import type { SeededRequest } from './shapes/shape.ts';
import { jobIdsOf, type Segment } from './segment.ts';
import { planOf } from './shapes/shapes.ts';
import { takeOver } from './take-over.ts';
import type { TakeTold } from './told/told.ts';
import { readUserScript } from './user-script.ts';

/** Lines of a job's log that are looked through for how it ended; the summary of a script of the user is long. */
const lastLines = 10_000;
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

/** Begins to look after runs. Those of an earlier life are taken up by {@link Runs.recover}. */
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
  /** Replaced in tests. */
  k6?: K6Control;
}): Runs {
  const { engine, journal, hub, now, log } = parts;
  const k6 = parts.k6 ?? k6Control;
  const store = createRunStore(journal, hub);
  const { get, live, save } = store;
  const actives = new Map<string, ActiveRun>();
  /** What is done to a run from its start to its end, one thing after another. */
  const inTurn = createExclusive();
  const poll = setInterval(() => void pollAll(), pollMs);
  poll.unref();

  const nowMs = (): number => now().getTime();

  /** Notes that a run makes traffic. */
  async function running(id: string, job: EngineJob): Promise<void> {
    const run = get(id);
    const startedAt = run.startedAt ?? job.startedAt ?? now().toISOString();
    await save({ ...run, state: 'running', startedAt, endsAt: endOf(run, startedAt) });
  }

  /** Takes a run into memory, whose jobs have done or do these parts of it. */
  function adopt(id: string, segments: readonly [Segment, ...Segment[]]): ActiveRun {
    const known = actives.get(id);
    if (known !== undefined) return known;
    parts.observer?.started(get(id));
    const take: TakeTold = (told, writtenMs) => {
      if (told.type === 'outcome') parts.observer?.told(id, told, writtenMs);
    };
    const active = createActiveRun({ jobs: engine.jobs, run: get(id), segments, take, log });
    actives.set(id, active);
    return active;
  }

  async function failed(id: string, reason: string): Promise<void> {
    const run: TrafficRun = { ...get(id), state: 'failed', live: null, endedAt: now().toISOString(), reason };
    await over(run, (await actives.get(id)?.toldAll()) ?? false);
  }

  /** Writes down how a run ended, then removes all its jobs. */
  async function over(run: TrafficRun, isToldAll: boolean): Promise<void> {
    const jobs = jobIdsOf(run.id, actives.get(run.id)?.segment.number ?? 1);
    actives.get(run.id)?.close();
    actives.delete(run.id);
    await save(run);
    await parts.observer?.ended(run, isToldAll);
    await Promise.all(jobs.map((job) => engine.jobs.remove(job))).catch((error: unknown) => {
      log('warn', 'the jobs of a run that is over are removed when the engine is back', {
        run: run.id,
        error,
      });
    });
  }

  /** The job that made the traffic of a run is over, and the run with it. */
  async function end(id: string, job: EngineJob): Promise<void> {
    const active = actives.get(id);
    const isToldAll = (await active?.toldAll()) ?? false;
    const lines = await engine.jobs.logs(job.id, lastLines);
    await over(endedRun(get(id), job, lines, active, nowMs()), isToldAll);
  }

  async function pollAll(): Promise<void> {
    await Promise.all([...actives].map(([id, active]) => pollOne(id, active).catch(() => undefined)));
  }

  async function pollOne(id: string, active: ActiveRun): Promise<void> {
    const results = active.results(nowMs()) ?? liveResults(await askLive(active));
    const run = get(id);
    if (run.state !== 'running') return;
    if (isOverdue(run, nowMs()) && !inTurn.isBusy(id)) return void (await stop(id));
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
  }

  async function askLive({ address }: ActiveRun): Promise<unknown> {
    return address === null ? undefined : k6.metrics(address).catch(() => undefined);
  }

  async function jobChanged(jobId: string): Promise<void> {
    const id = runIdOf(jobId);
    if (store.find(id) !== undefined) await inTurn(id, () => lookAt(id, jobId));
  }

  async function lookAt(id: string, jobId: string): Promise<void> {
    const active = actives.get(id);
    const isOver = isRunOver(get(id));
    if (!isOver && active === undefined) return recoverRun(id);
    // What the jobs before it told is read again after a crash: they stay until the run is over.
    if (!isOver && active?.jobId !== jobId) return;
    const job = await engine.jobs.inspect(jobId);
    if (isOver) return job === undefined ? undefined : engine.jobs.remove(jobId);
    if (job === undefined) await failed(id, 'The job was removed while it ran.');
    else if (job.state === 'ended') await end(id, job);
  }

  async function stop(id: string): Promise<TrafficRun> {
    return inTurn(id, async () => {
      if (!isRunOver(get(id)) && !actives.has(id)) await recoverRun(id);
      if (isRunOver(get(id))) return get(id);
      const jobId = actives.get(id)?.jobId ?? id;
      await engine.jobs.stop(jobId);
      await lookAt(id, jobId);
      return get(id);
    });
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
      await running(run.id, job);
      adopt(run.id, [segment]).address = job.controlAddress;
      if (job.state === 'ended') await end(run.id, job);
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
    const pastJob = active.jobId;
    const spec = await jobOf(id, next, true);
    active.address = await takeOver({ jobs: engine.jobs, k6, spec, pastJob });
    active.continueWith(next);
    const atSeconds = Math.round(nowMs() - (active.progress.startMs() ?? nowMs())) / 1000;
    await Promise.all([engine.jobs.stop(pastJob), save(withRate(get(id), rps, atSeconds))]);
    return get(id);
  }

  async function recoverRun(id: string): Promise<void> {
    const jobs = (await trafficJobs()).filter((job) => runIdOf(job.id) === id);
    const run = store.find(id);
    if (run === undefined || isRunOver(run)) return removeAll(jobs);
    const { current, past, surplus } = await sortFoundJobs(jobs, isPaused);
    await removeAll(surplus);
    if (current === undefined) return failed(id, 'The job vanished while the platform was not running.');
    const [first, ...later] = [...past, current].flatMap((job) => purposeOf(job)?.segment ?? []);
    if (current.state === 'running') await running(id, current);
    if (current.startedAt !== null && first !== undefined) {
      adopt(id, [first, ...later]).address = current.controlAddress;
    }
    // The platform was gone before it could stop them.
    const late = past.filter(({ state }) => state === 'running');
    await Promise.all(late.map((job) => engine.jobs.stop(job.id)));
    if (current.state !== 'running') await end(id, current);
  }

  async function trafficJobs(): Promise<EngineJob[]> {
    return (await engine.jobs.list()).filter(({ kind }) => kind === 'traffic');
  }

  async function removeAll(jobs: EngineJob[]): Promise<void> {
    await Promise.all(jobs.map(({ id }) => engine.jobs.remove(id)));
  }

  /** One that does not answer is not taken for one that waits: it may be making traffic. */
  async function isPaused({ controlAddress }: EngineJob): Promise<boolean> {
    return controlAddress !== null && k6.isPaused(controlAddress).catch(() => false);
  }

  return {
    async start(wanted) {
      const request = seeded(wanted);
      const plan = planOf(request);
      const run = newRun(makeId('r'), request, plan, now());
      const segment = { number: 1, firstSequence: 0, endsAtMs: null, request };
      const spec = await jobOf(run.id, segment, false);
      await inTurn(run.id, () => startFirstJob(run, spec, segment));
      return get(run.id);
    },

    plan: (request) => answerPlan(seeded(request)),
    list: store.list,

    get(id) {
      const run = get(id);
      const timeline = actives.get(id)?.timeline(run, nowMs()) ?? run.timeline;
      return timeline === undefined ? run : { ...run, timeline };
    },

    changeRate: (id, rps) => inTurn(id, () => changeRateOnce(id, rps)),
    stop,
    stopAll: () => Promise.all(live().map(({ id }) => stop(id))),
    jobChanged,

    async recover() {
      const ids = new Set([
        ...(await trafficJobs()).map(({ id }) => runIdOf(id)),
        ...live().map(({ id }) => id),
      ]);
      await Promise.all([...ids].map((id) => inTurn(id, () => recoverRun(id))));
      log('info', 'traffic recovered', { running: live().length });
    },

    close() {
      clearInterval(poll);
      for (const active of actives.values()) active.close();
    },
  };
}

function seeded(request: TrafficRequest): SeededRequest {
  return { ...request, seed: request.seed ?? randomInt(2 ** 32) };
}

function endOf({ durationSeconds }: TrafficRun, startedAt: string | null): string | null {
  return startedAt && new Date(Date.parse(startedAt) + durationSeconds * 1000).toISOString();
}
