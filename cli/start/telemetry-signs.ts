import type { HttpProbe } from './http-probe.ts';
import { jsonOf } from './http-probe.ts';

/** One thing that shows that telemetry has arrived; `see` says whether it is there now. */
export interface TelemetrySign {
  readonly title: string;
  readonly see: (signal: AbortSignal) => Promise<boolean>;
  /** Whose logs to read when it does not come. */
  readonly suspects: string;
}

const prometheusUrl = 'http://127.0.0.1:9090';
const tempoUrl = 'http://127.0.0.1:3200';

/** What must be seen of a run before the platform is called live. */
export function telemetrySigns(
  probe: HttpProbe,
  run: { readonly id: string; readonly since: Date },
): readonly TelemetrySign[] {
  const since = Math.floor(run.since.getTime() / 1000);
  return [
    {
      title: 'load in Prometheus',
      // A run's series exist only once k6 has sent them.
      see: (signal) => hasSeries(probe, `k6_http_reqs_total{run="${run.id}"} > 0`, signal),
      suspects: 'docker logs dsp-prometheus-1, and the log of the k6 job: docker ps --filter label=dsp.job',
    },
    {
      title: 'requests in Prometheus',
      // A series of an earlier day may still be there: only a sample that is newer than the run counts.
      see: (signal) =>
        hasSeries(
          probe,
          `timestamp(http_server_request_duration_seconds_count{source="app"}) >= ${since}`,
          signal,
        ),
      suspects: 'docker logs dsp-collector-1, docker logs dsp-service-a-1',
    },
    {
      title: 'trace in Tempo',
      see: (signal) => hasTraceAcross(probe, ['service-a', 'service-b'], since, signal),
      suspects: 'docker logs dsp-tempo-1, docker logs dsp-collector-1',
    },
  ];
}

async function hasSeries(probe: HttpProbe, query: string, signal: AbortSignal): Promise<boolean> {
  const answer = await probe(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`, signal);
  const json = jsonOf(answer) as { data?: { result?: unknown[] } } | undefined;
  return (json?.data?.result?.length ?? 0) > 0;
}

/** Looks for a trace, newer than `since`, that holds spans of all these services. */
async function hasTraceAcross(
  probe: HttpProbe,
  services: readonly string[],
  since: number,
  signal: AbortSignal,
): Promise<boolean> {
  const [first = ''] = services;
  const search = new URLSearchParams({
    tags: `service.name=${first}`,
    start: String(since),
    end: String(Math.floor(Date.now() / 1000) + 60),
    limit: '5',
  });
  const found = jsonOf(await probe(`${tempoUrl}/api/search?${search.toString()}`, signal)) as
    { traces?: { traceID: string; startTimeUnixNano?: string }[] } | undefined;
  for (const { traceID, startTimeUnixNano = '0' } of found?.traces ?? []) {
    if (Number(BigInt(startTimeUnixNano) / 1_000_000_000n) < since) continue;
    const trace = jsonOf(await probe(`${tempoUrl}/api/traces/${traceID}`, signal));
    const seen = servicesOf(trace);
    if (services.every((service) => seen.has(service))) return true;
  }
  return false;
}

/** The names of the services whose spans a trace holds; older and newer Tempo agree on this much. */
export function servicesOf(trace: unknown): Set<string> {
  const { batches = [], resourceSpans = batches } = (trace ?? {}) as {
    batches?: ResourceSpans[];
    resourceSpans?: ResourceSpans[];
  };
  return new Set(
    resourceSpans.flatMap(({ resource }) =>
      (resource?.attributes ?? [])
        .filter(({ key }) => key === 'service.name')
        .map(({ value }) => value?.stringValue ?? ''),
    ),
  );
}

interface ResourceSpans {
  resource?: { attributes?: { key: string; value?: { stringValue?: string } }[] };
}
