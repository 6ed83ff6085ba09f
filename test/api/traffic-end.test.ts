import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contract/problems.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { k6Summary } from '../support/fake-k6.ts';
import { images, labEngine, startPlatform } from '../support/platform.ts';
import { exampleTraffic, runIn, startTraffic } from '../support/traffic.ts';
import { until } from '../support/until.ts';

const samples = new URL('../support/k6-samples/', import.meta.url);

test('a run that k6 brought to its end is finished, with its results, and its job is removed', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const job = platform.engine.job();
  job.write('stdout', k6Summary(3_000, 15));
  job.exit(0);
  const run = await runIn(platform, id, 'finished');
  assert.equal(run.exitCode, 0);
  assert.equal(run.requests, 3_000);
  assert.equal(run.failedRequests, 15);
  assert.equal(run.droppedIterations, 3);
  assert.deepEqual(run.latencyMs, { p50: 10.5, p95: 40.25, p99: 80 });
  assert.equal(run.reason, 'k6 made all its requests.');
  assert.equal(run.endedAt, job.endedAt);
  await until('the job is removed', () => platform.engine.jobs.size === 0);
});

test('results of a run that goes on come from k6 itself', async (t) => {
  const live = JSON.parse(await readFile(new URL('live.json', samples), 'utf8')) as unknown;
  const asked: string[] = [];
  const platform = await startPlatform(t, {
    readLive: (address) => {
      asked.push(address);
      return Promise.resolve(live);
    },
  });
  const { id } = await startTraffic(platform);
  const run = await until('there are results', async () => {
    const found = await platform.call('trafficGet', { params: { id } });
    return found.requests > 0 && found;
  });
  assert.equal(run.state, 'running');
  assert.equal(run.requests, 102);
  assert.equal(run.failedRequests, 0);
  assert.ok((run.achievedRps ?? 0) > 19);
  assert.equal(asked[0], '127.0.0.1');
});

test('a run that does not tell its results is still running', async (t) => {
  const platform = await startPlatform(t, { readLive: () => Promise.resolve({ error: 'strange' }) });
  const { id } = await startTraffic(platform);
  await sleep(1_200);
  const run = await platform.call('trafficGet', { params: { id } });
  assert.equal(run.state, 'running');
  assert.equal(run.requests, 0);
});

test('a run that is stopped is asked to end, and its results are kept', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const job = platform.engine.job();
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', body: { id } });
  assert.equal(answer.status, 202);
  const [run] = (answer.json as { runs: TrafficRun[] }).runs;
  assert.equal(run?.state, 'stopped');
  assert.equal(run.exitCode, 105);
  assert.equal(run.reason, 'Stopped.');
  assert.equal(run.requests, 50);
  assert.deepEqual(job.signals, ['SIGTERM']);
  assert.equal(platform.engine.jobs.size, 0);
});

test('stopping without an id stops every run that is not over', async (t) => {
  const platform = await startPlatform(t);
  const over = await startTraffic(platform);
  await platform.call('trafficDelete', { params: { id: over.id } });
  await startTraffic(platform);
  await startTraffic(platform);
  const { runs } = await platform.call('trafficStop', { body: {} });
  assert.deepEqual(
    runs.map(({ state }) => state),
    ['stopped', 'stopped'],
  );
  assert.deepEqual((await platform.call('trafficStop', { body: {} })).runs, []);
});

test('stopping a run that is over changes nothing', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const stopped = await platform.call('trafficDelete', { params: { id } });
  const again = await platform.ask({ method: 'DELETE', path: `/api/traffic/${id}` });
  assert.equal(again.status, 202);
  assert.deepEqual(again.json, stopped);
});

test('two that stop the same run at once stop it once', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const stop = () => platform.call('trafficDelete', { params: { id } });
  const runs = await Promise.all([stop(), stop(), stop()]);
  assert.ok(runs.every(({ state }) => state === 'stopped'));
  assert.equal(platform.engine.calls.filter((call) => call === `log-of-job ${id}`).length, 1);
});

test('a run that does not exist is a problem of its own', async (t) => {
  const platform = await startPlatform(t);
  const asks = [
    { path: '/api/traffic/r-unknown1' },
    { method: 'DELETE', path: '/api/traffic/r-unknown1' },
    { method: 'POST', path: '/api/traffic/stop', body: { id: 'r-unknown1' } },
    { method: 'PATCH', path: '/api/traffic/r-unknown1', body: { rps: 5 } },
    { path: '/api/delivery/r-unknown1' },
  ];
  for (const request of asks) {
    const answer = await platform.ask(request);
    assert.equal(answer.status, 404, request.path);
    assert.equal((answer.json as Problem).code, 'run-not-found');
  }
});

const ends: [what: string, code: number, state: string, reason: RegExp][] = [
  ['crossed a threshold', 99, 'finished', /a threshold was crossed/],
  ['threw an error', 107, 'failed', /The script threw an error\. k6 says: words of k6/],
  ['panicked', 109, 'failed', /k6 panicked\. k6 says: words of k6/],
  ['was killed', 137, 'failed', /The job was killed \(SIGKILL\)/],
  ['ended with a code of its own', 42, 'failed', /exit code 42\. k6 says: words of k6/],
];

for (const [what, code, state, reason] of ends) {
  test(`a run that ${what} is ${state} and says so`, async (t) => {
    const platform = await startPlatform(t);
    const { id } = await startTraffic(platform);
    const job = platform.engine.job();
    job.write('stderr', '{"level":"error","msg":"words of k6","time":"2026-01-01T00:00:00Z"}');
    job.exit(code);
    const run = await runIn(platform, id, 'finished', 'failed', 'stopped');
    assert.equal(run.state, state);
    assert.equal(run.exitCode, code);
    assert.match(run.reason ?? '', reason);
    await until('the job is removed', () => platform.engine.jobs.size === 0);
  });
}

test('a run that was killed for want of memory says that, and not only that it was killed', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const job = platform.engine.job();
  job.outOfMemory = true;
  job.exit(137);
  const run = await runIn(platform, id, 'failed');
  assert.match(run.reason ?? '', /more memory than it may/);
});

test("a run whose configuration k6 refuses fails with k6's own message", async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  const job = platform.engine.job();
  const text = await readFile(new URL('config-error.err', samples), 'utf8');
  job.write('stderr', ...text.trim().split('\n'));
  job.exit(104);
  const run = await runIn(platform, id, 'failed');
  assert.match(
    run.reason ?? '',
    /does not accept its configuration\. k6 says: .*scenarios\.rate of type int64/,
  );
});

test('a run whose job somebody removes has failed', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  await until('its log is read', () => platform.engine.calls.includes(`follow ${id}`));
  await sleep(20);
  platform.engine.removeJob(id);
  const run = await runIn(platform, id, 'failed');
  assert.match(run.reason ?? '', /removed while it ran/);
});

test('a run whose job was removed unseen can be stopped all the same', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await startTraffic(platform);
  platform.engine.forgetJob(id);
  const run = await platform.call('trafficDelete', { params: { id } });
  assert.equal(run.state, 'failed');
  assert.match(run.reason ?? '', /removed while it ran/);
});

test('a job that ends before its start was answered is not taken for running', async (t) => {
  const engine = labEngine();
  engine.programs.set(images.k6, (job) => {
    job.write('stderr', '{"level":"error","msg":"words of k6"}');
    job.exit(104);
  });
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('start-job', 'answer');
  const starting = startTraffic(platform);
  const job = await until('the job has ended', () => [...engine.jobs.values()][0]);
  const settled = until('its end is written down', async () => {
    const { runs } = await platform.call('trafficList', {});
    return runs[0]?.state === 'failed';
  });
  await Promise.race([settled, sleep(300)]);
  release();
  const { id } = await starting;
  const run = await runIn(platform, id, 'failed');
  assert.match(run.reason ?? '', /words of k6/);
  assert.equal(run.exitCode, 104);
  assert.equal(job.spec.id, id);
  await sleep(100);
  assert.equal((await platform.call('trafficGet', { params: { id } })).state, 'failed');
  assert.equal(engine.jobs.size, 0);
});

test('a run that is stopped while its job is being made is stopped', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('start-job');
  const starting = startTraffic(platform);
  await until('the run is planned', async () => (await platform.call('trafficList', {})).runs.length === 1);
  const stopping = platform.call('trafficStop', { body: {} });
  await sleep(50);
  release();
  const { id } = await starting;
  const { runs } = await stopping;
  assert.deepEqual(
    runs.map(({ id: each, state }) => [each, state]),
    [[id, 'stopped']],
  );
  assert.equal(engine.jobs.size, 0);
});

test('the states of a run are told as events, in order', async (t) => {
  const platform = await startPlatform(t);
  const events = await platform.events();
  const { id } = await startTraffic(platform, exampleTraffic);
  await platform.call('trafficDelete', { params: { id } });
  const states: string[] = [];
  while (states.at(-1) !== 'stopped') {
    const { data } = await events.next(({ event }) => event === 'traffic');
    const { run } = data as { run: TrafficRun };
    if (run.state !== states.at(-1)) states.push(run.state);
  }
  assert.deepEqual(states, ['planned', 'running', 'stopped']);
  events.leave();
});
