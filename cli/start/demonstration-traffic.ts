import type { Client } from '../../contract/client.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { demonstrationUrl } from '../platform/parts.ts';

const rps = 10;
const durationSeconds = 3600;

/** Gives back the run of traffic that is already there, or starts the demonstration's. */
export async function startDemonstrationTraffic(
  api: Client,
  signal: AbortSignal,
): Promise<{ readonly run: TrafficRun; readonly isNew: boolean }> {
  const { runs } = await api('trafficList', {}, signal);
  const active = runs.find(({ state }) => state === 'running' || state === 'planned');
  if (active) return { run: active, isNew: false };
  const body = { targetUrl: demonstrationUrl, rps, durationSeconds, name: 'demonstration' };
  return { run: await api('trafficStart', { body }, signal), isNew: true };
}
