import assert from 'node:assert/strict';
import test from 'node:test';
import type { TrafficRun } from '../../../contract/traffic/run.ts';
import { apiUrl, client } from '../support/platform.ts';

/** The states of a run that `GET /api/events` tells of in so many milliseconds. */
async function watch(id: string, milliseconds: number): Promise<TrafficRun[]> {
  const token = process.env['DSP_API_TOKEN'];
  const answer = await fetch(`${apiUrl}/api/events`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(milliseconds),
  });
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  } catch {
    // The time is over.
  }
  const events = text.split('\n').filter((line) => line.startsWith('data:'));
  const parsed = events.map((line) => JSON.parse(line.slice(5)) as { type: string; run: TrafficRun });
  return parsed.filter(({ type, run }) => type === 'traffic' && run.id === id).map(({ run }) => run);
}

test('a run is told of every second: its rates, what is under way, its latencies', async (t) => {
  const body = { targetUrl: 'http://service-b/api/message-b', rps: 20, durationSeconds: 30 };
  const { id } = await client('trafficStart', { body });
  t.after(() => client('trafficDelete', { params: { id } }));
  const states = (await watch(id, 8_000)).filter(({ live }) => live !== null);
  assert.ok(states.length >= 5, `${states.length} events with live figures in 8 seconds`);
  const last = states.at(-1);
  assert.equal(last?.timeline, undefined, 'what is long is not sent every second');
  assert.ok(Math.abs((last?.live?.achievedRps ?? 0) - 20) <= 4, `${last?.live?.achievedRps}`);
  assert.equal(last?.live?.plannedRps, 20);
  assert.ok((last?.live?.latencyMs.p95 ?? 0) > 0);
});
