import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contract/problems.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { labEngine, startPlatform, type Platform } from '../support/platform.ts';
import { startTraffic } from '../support/traffic.ts';
import { until } from '../support/until.ts';

async function change(platform: Platform, id: string, rps: number) {
  return platform.ask({ method: 'PATCH', path: `/api/traffic/${id}`, body: { rps } });
}

test('a new rate is taken over by a new job, and the old one is asked to end', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const first = platform.engine.job();
  const answer = await change(platform, id, 25);
  assert.equal(answer.status, 200);
  const run = answer.json as TrafficRun;
  assert.equal(run.state, 'running');
  assert.equal(run.rps, 25);
  assert.deepEqual(
    run.rateChanges.map(({ rps }) => rps),
    [10, 25],
  );
  assert.deepEqual(first.signals, ['SIGTERM']);
  const second = platform.engine.job(({ spec }) => spec.id === `${id}.2`);
  assert.equal(first.state, 'ended');
  assert.equal(second.state, 'running');
  assert.ok(second.spec.command.includes('--paused'));
  const task = JSON.parse(second.spec.files['/dsp/task.json'] ?? '') as {
    phases: { firstSequence: number }[];
  };
  // Numbers of messages go on: those of the first job are never used again.
  assert.ok((task.phases[0]?.firstSequence ?? 0) >= 3_000);
  const stopped = await platform.call('trafficDelete', { params: { id } });
  assert.equal(stopped.state, 'stopped');
  assert.equal(platform.engine.jobs.size, 0);
});

test('changes that come at the same time are made one after another', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const answers = await Promise.all([20, 30, 40].map((rps) => change(platform, id, rps)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  const run = await platform.call('trafficGet', { params: { id } });
  assert.equal(run.rateChanges.length, 4);
  assert.equal(run.rps, run.rateChanges.at(-1)?.rps);
  const going = [...platform.engine.jobs.values()].filter(({ state }) => state === 'running');
  assert.deepEqual(
    going.map(({ spec }) => spec.id),
    [`${id}.4`],
  );
});

test('the rate of a run that is over, or follows a shape, cannot be changed, and the reason is told', async (t) => {
  const platform = await startPlatform(t);
  const over = await startTraffic(platform);
  await platform.call('trafficDelete', { params: { id: over.id } });
  const scenario = { type: 'ramp', fromRps: 1, toRps: 5, upSeconds: 10, holdSeconds: 60, downSeconds: 10 };
  const shaped = await startTraffic(platform, { scenario });
  for (const [id, reason] of [
    [over.id, /The run is stopped\./],
    [shaped.id, /ramp run follows its shape/],
  ] as const) {
    const answer = await change(platform, id, 5);
    assert.equal(answer.status, 409);
    const { code, detail } = answer.json as Problem;
    assert.equal(code, 'rate-not-changeable');
    assert.match(detail ?? '', reason);
  }
});

test('a new job that cannot be had leaves the run as it was', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await startTraffic(platform);
  engine.gate.fail(`start-job ${id}.2`, 1, 'No room.');
  const answer = await change(platform, id, 25);
  assert.equal(answer.status, 502);
  assert.equal((answer.json as Problem).detail, 'No room.');
  const run = await platform.call('trafficGet', { params: { id } });
  assert.deepEqual([run.state, run.rps, run.rateChanges.length], ['running', 10, 1]);
  assert.deepEqual(engine.job().signals, []);
});

test('a run that is stopped while its rate changes is stopped, and no job of it is left', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const release = platform.engine.gate.hold(`start-job ${id}.2`);
  const changing = change(platform, id, 25);
  const stopping = platform.call('trafficDelete', { params: { id } });
  release();
  await changing;
  assert.equal((await stopping).state, 'stopped');
  assert.equal(platform.engine.jobs.size, 0);
});

test('a run that is being stopped takes no other rate', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const release = platform.engine.gate.hold(`stop-job ${id}`);
  const stopping = platform.call('trafficDelete', { params: { id } });
  await until('it is being stopped', () => platform.engine.calls.includes(`stop-job ${id}`));
  const changing = change(platform, id, 25);
  // So much as a job needs to take over.
  await sleep(200);
  release();
  assert.equal((await stopping).state, 'stopped');
  assert.equal((await changing).status, 409);
  assert.equal(platform.engine.jobs.size, 0);
});

test('a plan says what would be sent and starts nothing; the same seed plans the same', async (t) => {
  const platform = await startPlatform(t);
  const body = {
    targetUrl: 'http://anywhere.example/',
    scenario: { type: 'stochastic', model: 'gamma', meanRps: 20 },
    durationSeconds: 30,
    seed: 7,
  } as const;
  const plan = await platform.call('trafficPlan', { body });
  assert.equal(plan.seed, 7);
  assert.ok(plan.plannedRequests > 0);
  const planned = plan.plannedRps.reduce((sum, rps) => sum + rps * plan.binSeconds, 0);
  assert.ok(Math.abs(planned - plan.plannedRequests) <= Math.max(2, plan.plannedRequests * 0.02));
  assert.deepEqual(await platform.call('trafficPlan', { body }), plan);
  assert.equal(platform.engine.jobs.size, 0);
  assert.deepEqual((await platform.call('trafficList', {})).runs, []);
});
