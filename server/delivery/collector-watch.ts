import type { Spot } from './blind-spots.ts';

/** What the Collector says of itself: how long it has run, and how many spans it could not hand on to us. */
export interface CollectorHealth {
  uptimeSeconds: number;
  lostSpans: number;
}

/** Reads the Collector's own metrics (Prometheus text); `undefined` when they say nothing of it. */
export function parseCollectorHealth(text: string): CollectorHealth | undefined {
  let uptimeSeconds: number | undefined;
  let lostSpans = 0;
  for (const line of text.split('\n')) {
    const [, name, labels, value] = /^(otelcol_\w+?)(?:_total)?(\{.*\})? (\S+)$/.exec(line) ?? [];
    if (name === 'otelcol_process_uptime') uptimeSeconds = Number(value);
    const isOurs = labels?.includes('exporter="otlp_http/delivery"') === true;
    if (isOurs && name !== undefined && losses.includes(name)) lostSpans += Number(value);
  }
  return uptimeSeconds === undefined ? undefined : { uptimeSeconds, lostSpans };
}

const losses = ['otelcol_exporter_send_failed_spans', 'otelcol_exporter_enqueue_failed_spans'];

/** Compares each look at the Collector with the one before, and tells what spans cannot have survived. */
export function createCollectorWatch(): (
  health: CollectorHealth | undefined,
  nowMs: number,
) => Spot | undefined {
  let before: { health: CollectorHealth; atMs: number } | undefined;
  return (health, nowMs) => {
    if (health === undefined) return undefined;
    const { health: last, atMs } = before ?? { health, atMs: nowMs };
    before = { health, atMs: nowMs };
    const spot = { node: null, fromMs: atMs, toMs: nowMs };
    if (health.uptimeSeconds < last.uptimeSeconds) return { ...spot, reason: 'the Collector was restarted' };
    const lost = health.lostSpans - last.lostSpans;
    if (lost > 0) return { ...spot, reason: `the Collector could not hand on ${lost} spans` };
    return undefined;
  };
}

/** Asks the Collector how it is; `undefined` when its answer is not understood. */
export async function readCollectorHealth(url: string): Promise<CollectorHealth | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(900) });
  return parseCollectorHealth(await answer.text());
}
