import type { TrafficRun, TrafficState } from '../../contract/traffic/run.ts';
import type { Platform } from './platform.ts';
import { until } from './until.ts';

/** The product's own example. */
export const exampleTraffic = {
  targetUrl: 'http://service-a/api/message-a',
  rps: 10,
  durationSeconds: 300,
} as const;

/** Starts traffic with fields beside those of the example. */
export function startTraffic(platform: Platform, fields: object = {}): Promise<TrafficRun> {
  return platform.call('trafficStart', { body: { ...exampleTraffic, ...fields } });
}

/** Waits until a run is in one of the states. */
export function runIn(platform: Platform, id: string, ...states: TrafficState[]): Promise<TrafficRun> {
  return until(`run ${id} is ${states.join(' or ')}`, async () => {
    const run = await platform.call('trafficGet', { params: { id } });
    return states.includes(run.state) && run;
  });
}
