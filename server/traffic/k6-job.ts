import type { JobSpec } from '../engine/port.ts';
import { k6Task } from './k6-task.ts';
import { jobIdOf, type JobPurpose, type Segment } from './segment.ts';
import type { SeededRequest, TrafficPlan } from './shapes/shape.ts';

/** Port of k6's own REST API, which only the control network reaches. */
export const k6ApiPort = 6565;

/** The log tells the outcome of each message in some 200 bytes: this is enough for the last million of them. */
const outcomesMegabytes = 200;

/** Seconds after the time-out of a request that k6 needs to tell its results. */
const lastWordsSeconds = 10;

const scriptPath = '/dsp/run.js';
const taskPath = '/dsp/task.json';

/** Describes the job that makes a run's traffic: k6 with a script, and the run as data. */
export function k6Job(options: {
  run: string;
  segment: Segment;
  plan: TrafficPlan;
  image: string;
  /** Our one script, or the user's own. */
  script: string;
  prometheusUrl: string;
  /** Gets ready and waits to be resumed through k6's REST API. */
  isPaused?: boolean;
}): JobSpec {
  const { run, segment, plan } = options;
  const { request } = segment;
  const isOwnScript = plan.schedule === null;
  const files: Record<string, string> = { [scriptPath]: options.script };
  if (!isOwnScript) files[taskPath] = JSON.stringify(k6Task(run, segment, plan));
  return {
    id: jobIdOf(run, segment),
    kind: 'traffic',
    image: options.image,
    command: [
      'run',
      ...flags(run, options.isPaused ?? false),
      ...(isOwnScript ? exportFlags : []),
      scriptPath,
    ],
    env: {
      ...(isOwnScript ? scriptEnvironment(run, request) : {}),
      K6_PROMETHEUS_RW_SERVER_URL: `${options.prometheusUrl}/api/v1/write`,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
      // Percentiles of several runs, or of a part of the time, can only be worked out from histograms.
      K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM: 'true',
      K6_PROMETHEUS_RW_STALE_MARKERS: 'true',
      K6_NO_USAGE_REPORT: 'true',
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
    },
    files,
    place: { in: 'lab-network' },
    rights: [],
    limits: { memoryMegabytes: memoryFor(plan), cpus: 2, logMegabytes: outcomesMegabytes },
    interactive: false,
    stopGraceSeconds: Math.ceil(request.timeoutMs / 1000) + lastWordsSeconds,
    purpose: { run, segment } satisfies JobPurpose,
  };
}

function flags(run: string, isPaused: boolean): string[] {
  return [
    '--quiet',
    '--no-color',
    '--log-format=json',
    `--address=0.0.0.0:${k6ApiPort}`,
    '--out=experimental-prometheus-rw',
    `--tag=run=${run}`,
    '--tag=source=load',
    ...(isPaused ? ['--paused'] : []),
  ];
}

/**
 * A script of the user need not say how its run went: k6 writes its summary to the end of its standard error. Its
 * 99th percentile has to be asked for.
 */
const exportFlags = ['--summary-export=stderr', '--summary-trend-stats=avg,min,med,max,p(90),p(95),p(99)'];

/** What a script of the user can read from `__ENV`. */
function scriptEnvironment(run: string, request: SeededRequest): Record<string, string> {
  return {
    DSP_RUN: run,
    DSP_TARGET_URL: request.targetUrl,
    DSP_SEED: String(request.seed),
    DSP_DURATION_SECONDS: String(request.durationSeconds),
    // Series by URL would grow without bound.
    K6_SYSTEM_TAGS: 'status,method,name,scenario,error_code,expected_response',
  };
}

/** Megabytes: a base, and 0.15 measured for each virtual user, with room for bodies and connections. */
function memoryFor({ maxVirtualUsers, plannedRequests, schedule }: TrafficPlan): number {
  // Drawn moments: 64 MB were measured for a million, while they are made.
  const moments = schedule?.type === 'drawn' ? Math.ceil(plannedRequests / 5_000) : 0;
  return 192 + Math.ceil(0.6 * maxVirtualUsers) + moments;
}
