import assert from 'node:assert/strict';
import test from 'node:test';
import { problemOf } from '../../../contract/client.ts';
import { client } from '../support/platform.ts';
import { runTraffic, startArrivalLog } from './arrival-log.ts';

test('a crossed threshold is told, with the kinds of the errors; the run is made to its end', async (t) => {
  const run = await runTraffic(t, {
    targetUrl: 'http://service-a/api/error',
    rps: 10,
    durationSeconds: 4,
    body: '{"status":503,"probability":1}',
    thresholds: { errorPercent: 1, latencyMs: { p95: 60_000 } },
  });
  assert.equal(run.state, 'finished');
  assert.equal(run.exitCode, 99);
  assert.match(run.reason ?? '', /threshold/);
  assert.deepEqual(
    run.thresholds.map(({ passed }) => passed),
    [false, true],
  );
  assert.equal(run.errors['http-5xx'], run.requests);
});

test('an expected status is no failure', async (t) => {
  const run = await runTraffic(t, {
    targetUrl: 'http://service-a/api/error',
    rps: 10,
    durationSeconds: 3,
    body: '{"status":503,"probability":1}',
    expectedStatus: [503],
    thresholds: { errorPercent: 0 },
  });
  assert.equal(run.failedRequests, 0);
  assert.equal(run.exitCode, 0);
});

test('several targets share the messages by weight, bodies are filled in, the warm-up does not count', async (t) => {
  const [one, other] = [await startArrivalLog(t), await startArrivalLog(t)];
  const run = await runTraffic(t, {
    targetUrl: one.url,
    weight: 3,
    moreTargets: [{ targetUrl: other.url, weight: 1 }],
    rps: 40,
    durationSeconds: 6,
    warmUpSeconds: 3,
    seed: 1,
    body: '{"id":"{{message}}","dice":{{randomInt 1 6}}}',
  });
  assert.equal(run.requests, 240);
  const [first, second] = [await one.arrivals(), await other.arrivals()];
  assert.equal(first.length + second.length, 300, '60 of the warm-up, which rises to 40 a second in 3 s');
  const share = first.length / (first.length + second.length);
  assert.ok(Math.abs(share - 0.75) < 0.08, `${share} of the messages for three quarters of the weight`);
  for (const { key, body } of first as { key: string; body?: string }[]) {
    assert.equal((JSON.parse(body ?? '{}') as { id: string }).id, key);
  }
});

test('a target that does not answer makes timeouts, and nothing beyond the lab is a target', async (t) => {
  const log = await startArrivalLog(t);
  const body = { targetUrl: `${log.url}?delay=5000`, rps: 10, durationSeconds: 3, timeoutMs: 300 };
  const run = await runTraffic(t, body);
  assert.equal(run.errors['timeout'], run.requests);
  const elsewhere = [{ targetUrl: 'http://prometheus:9090/' }];
  const refused = client('trafficStart', { body: { targetUrl: log.url, moreTargets: elsewhere } });
  assert.equal(problemOf(await refused.catch((error: unknown) => error))?.code, 'target-not-in-lab');
});

test('a plan is shown without starting anything, and its seed gives the same plan again', async () => {
  const scenario = { type: 'stochastic', model: 'gamma', meanRps: 30 } as const;
  const body = { targetUrl: 'http://service-a/api/message-a', durationSeconds: 120, scenario };
  const plan = await client('trafficPlan', { body });
  assert.equal(plan.plannedRps.length, 120);
  assert.deepEqual(await client('trafficPlan', { body: { ...body, seed: plan.seed } }), plan);
});
