import { isRunOver } from '../../contract/is-over.ts';
import { apiFailure, apiUrl, connectApi } from '../platform/api.ts';
import type { StartContext } from './context.ts';
import { startDemonstrationTraffic } from './demonstration-traffic.ts';
import { httpProbe } from './http-probe.ts';
import type { StartProgress } from './progress.ts';
import { telemetrySigns } from './telemetry-signs.ts';
import { waitForTelemetry } from './wait-for-telemetry.ts';

/** Of a run that goes on already, something so recent has to be seen: what was there before proves nothing. */
const recentMs = 15_000;

/** Starts the demonstration's traffic and waits until its first request is seen in metrics and traces. */
export async function startTraffic(context: StartContext, progress: StartProgress): Promise<void> {
  const { steps, signal, env } = context;
  const api = connectApi(env);
  const { run, isNew } = await steps.run('Traffic', async (step) => {
    const started = await startDemonstrationTraffic(api, signal).catch((error: unknown) => {
      throw apiFailure(error, apiUrl(env));
    });
    const { rps, targetUrl } = started.run;
    step.note(`${rps} requests per second to ${targetUrl}${started.isNew ? '' : ', already running'}`);
    return started;
  });
  progress.runId = run.id;
  const since = isNew ? new Date(run.createdAt) : new Date(Date.now() - recentMs);
  const hopeless = async () => {
    const now = await api('trafficGet', { params: { id: run.id } }, signal).catch(() => undefined);
    return now && isRunOver(now)
      ? `The traffic is over (${now.state}): ${now.reason ?? 'no reason was given'}.`
      : undefined;
  };
  await steps.run('Metrics and traces', (step) =>
    waitForTelemetry({ signs: telemetrySigns(httpProbe, { id: run.id, since }), step, signal, hopeless }),
  );
  progress.isLive = true;
}
