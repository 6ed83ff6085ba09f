import type { TrafficRun } from '../../contract/traffic/run.ts';
import type { TrafficRequest } from '../../contract/traffic/run.ts';
import type { JobSpec } from '../engine/port.ts';
import type { TrafficPlan } from './shapes/shape.ts';

/** Port of k6's own REST API, which only the control network reaches. */
export const k6ApiPort = 6565;

/** The log tells the outcome of each message in some 200 bytes: this is enough for the last million of them. */
const outcomesMegabytes = 200;

const scriptPath = '/dsp/run.js';

/** Describes the job that makes a run's traffic: k6 with our one script, and the run as data. */
export function k6Job(options: {
  run: Pick<TrafficRun, 'id' | 'name' | 'scenario'>;
  request: TrafficRequest;
  plan: TrafficPlan;
  image: string;
  script: string;
  prometheusUrl: string;
}): JobSpec {
  const { run, request, plan } = options;
  const { targetUrl, method, headers, body, timeoutMs } = request;
  const task = { run: run.id, shape: run.scenario.type, targetUrl, method, headers, body, timeoutMs };
  return {
    id: run.id,
    kind: 'traffic',
    image: options.image,
    command: ['run', ...flags(run), scriptPath],
    env: {
      DSP_TASK: JSON.stringify({ ...task, scenario: plan.scenario }),
      K6_PROMETHEUS_RW_SERVER_URL: `${options.prometheusUrl}/api/v1/write`,
      K6_PROMETHEUS_RW_PUSH_INTERVAL: '1s',
      K6_PROMETHEUS_RW_TREND_STATS: 'p(50),p(95),p(99),avg,max',
      K6_PROMETHEUS_RW_STALE_MARKERS: 'true',
      K6_NO_USAGE_REPORT: 'true',
      K6_AUTO_EXTENSION_RESOLUTION: 'false',
    },
    files: { [scriptPath]: options.script },
    place: { in: 'lab-network' },
    rights: [],
    limits: { memoryMegabytes: memoryFor(plan), cpus: 2, logMegabytes: outcomesMegabytes },
    interactive: false,
    stopGraceSeconds: Math.ceil(timeoutMs / 1000) + 10,
    purpose: { run: run.id },
  };
}

function flags(run: Pick<TrafficRun, 'id'>): string[] {
  return [
    '--quiet',
    '--no-color',
    '--log-format=json',
    `--address=0.0.0.0:${k6ApiPort}`,
    '--out=experimental-prometheus-rw',
    `--tag=run=${run.id}`,
    '--tag=source=load',
  ];
}

/** Megabytes: a base, and about 2 for each virtual user. */
function memoryFor({ maxVirtualUsers }: TrafficPlan): number {
  return 192 + 2 * maxVirtualUsers;
}
