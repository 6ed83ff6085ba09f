import { eventually } from './eventually.ts';
import { client } from './platform.ts';
import { queryValue } from './prometheus.ts';

/** Starts traffic to ServiceA, and with it to ServiceB, and waits until it shows. Returns the id of the run. */
export async function startLoad(rps = 10, durationSeconds = 300): Promise<string> {
  const body = {
    targetUrl: 'http://service-a/api/message-a',
    rps,
    durationSeconds,
    name: 'test of what is shown',
  };
  const { id } = await client('trafficStart', { body });
  const rate = `sum(rate(k6_http_reqs_total{run="${id}"}[10s]))`;
  await eventually(rate, () => queryValue(`${rate} > ${rps / 2}`), 30_000);
  const served = 'sum(rate(traces_span_metrics_calls_total{service_name="service-b"}[5s]))';
  await eventually(served, () => queryValue(`${served} > ${rps / 2}`), 30_000);
  return id;
}

/** Stops a run of {@link startLoad}. */
export async function stopLoad(id: string | undefined): Promise<void> {
  if (id !== undefined) await client('trafficDelete', { params: { id } });
}
