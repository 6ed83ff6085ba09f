import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { problemOf } from '../../../contract/client.ts';
import { client } from '../support/platform.ts';
import { runTraffic, startArrivalLog } from './arrival-log.ts';

test('the rate of a constant run changes without a gap of more than a second', async (t) => {
  const log = await startArrivalLog(t);
  const run = await runTraffic(t, { targetUrl: log.url, rps: 40, durationSeconds: 20 }, async ({ id }) => {
    await sleep(6_000);
    const changed = await client('trafficChange', { params: { id }, body: { rps: 80 } });
    assert.equal(changed.rps, 80);
    assert.equal(changed.state, 'running');
  });
  assert.equal(run.state, 'finished');
  assert.equal(run.rateChanges.length, 2);
  const arrivals = await log.arrivals();
  const moments = arrivals.map(({ ms }) => ms).sort((a, b) => a - b);
  const gap = Math.max(...moments.slice(1).map((moment, place) => moment - (moments[place] ?? 0)));
  t.diagnostic(`largest gap ${gap.toFixed(0)} ms, of a run with 25 and then 12.5 ms between requests`);
  assert.ok(gap <= 1_000, `${gap} ms without a request`);

  assert.equal(new Set(arrivals.map(({ key }) => key)).size, arrivals.length, 'no message is sent twice');
  // At the change the last requests of the first job may be cut off under way: they arrived, and nobody knows more.
  assert.ok(
    Math.abs(run.requests - arrivals.length) <= 5,
    `${run.requests} told, ${arrivals.length} arrived`,
  );
  const changedAt = run.rateChanges[1]?.atSeconds ?? 0;
  const after = run.timeline?.achievedRps.slice(Math.ceil(changedAt) + 1, 19) ?? [];
  const mean = after.reduce((sum, rps) => sum + rps, 0) / after.length;
  assert.ok(Math.abs(mean - 80) < 8, `${mean} requests a second after the change`);
  assert.ok(Math.abs(run.requests - run.plannedRequests) < 40, `${run.requests} of ${run.plannedRequests}`);
});

test('a shape that is not constant keeps its rate', async (t) => {
  const log = await startArrivalLog(t);
  const scenario = { type: 'stochastic', meanRps: 5 } as const;
  await runTraffic(t, { targetUrl: log.url, scenario, durationSeconds: 5 }, async ({ id }) => {
    const refused = client('trafficChange', { params: { id }, body: { rps: 80 } });
    assert.equal(problemOf(await refused.catch((error: unknown) => error))?.code, 'rate-not-changeable');
  });
});
