/**
 * Sends the five shapes to ServiceB of a running platform, one after another, and says how well each kept to its
 * plan. Prints a table; writes `test/output/bench-traffic.json` and the picture in `docs/images/`.
 *
 *   npx tsx bench/traffic/main.ts
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '../../contract/client.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { cases, type Case } from './cases.ts';
import { drawShapes } from './draw-shapes.ts';

const client = createClient({ baseUrl: 'http://127.0.0.1:5050', token: process.env['DSP_API_TOKEN'] });
const targetUrl = 'http://service-b/api/message-b';

interface Row {
  shape: string;
  planned: number;
  sent: number;
  dropped: number;
  failed: number;
  /** Largest difference between a second of the plan and of the run, requests. */
  worstSecond: number;
  p50Ms: number | null;
  p99Ms: number | null;
}

async function runToEnd({ body }: Case): Promise<TrafficRun> {
  const { id } = await client('trafficStart', { body: { targetUrl, ...body } });
  for (;;) {
    // The API may be away for a moment; the run goes on without it.
    const run = await client('trafficGet', { params: { id } }).catch(() => undefined);
    if (run !== undefined && run.state !== 'planned' && run.state !== 'running') return run;
    await sleep(500);
  }
}

function rowOf({ title }: Case, run: TrafficRun): Row {
  const { plannedRps = [], achievedRps = [] } = run.timeline ?? {};
  const differences = plannedRps.map((rps, bin) => Math.abs(rps - (achievedRps[bin] ?? 0)));
  return {
    shape: title,
    planned: run.plannedRequests,
    sent: run.requests,
    dropped: run.droppedIterations,
    failed: run.failedRequests,
    worstSecond: Math.round(Math.max(...differences) * 10) / 10,
    p50Ms: run.latencyMs.p50,
    p99Ms: run.latencyMs.p99,
  };
}

const results: { row: Row; run: TrafficRun }[] = [];
for (const each of cases) {
  const run = await runToEnd(each);
  results.push({ row: rowOf(each, run), run });
  console.log(`${each.title}: ${run.state}, ${run.requests} of ${run.plannedRequests}`);
}
console.table(results.map(({ row }) => row));
await mkdir('test/output', { recursive: true });
await mkdir('docs/images', { recursive: true });
await writeFile('test/output/bench-traffic.json', `${JSON.stringify(results, null, 2)}\n`);
const charts = results.map(({ row, run }) => ({
  title: row.shape,
  plannedRps: run.timeline?.plannedRps ?? [],
  achievedRps: run.timeline?.achievedRps ?? [],
  note: `${row.sent} of ${row.planned} sent`,
}));
await writeFile('docs/images/traffic-shapes.svg', drawShapes(charts));
