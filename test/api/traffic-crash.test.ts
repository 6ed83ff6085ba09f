import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { outcomeLine, startLine } from '../../k6/outcome.ts';
import { k6Summary } from '../support/fake-k6.ts';
import { labEngine, startPlatform } from '../support/platform.ts';
import { runIn, startTraffic } from '../support/traffic.ts';
import { twoLives, type Lives } from '../support/two-lives.ts';
import { until } from '../support/until.ts';

test('a run goes on over a crash of the platform and is found again', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const before = await startTraffic(first);
  await first.crash();
  const second = await again();
  const run = await runIn(second, before.id, 'running');
  assert.deepEqual([run.startedAt, run.endsAt, run.name], [before.startedAt, before.endsAt, before.name]);
  assert.equal(engine.job().state, 'running');
  assert.deepEqual(engine.job().signals, []);
  const stopped = await second.call('trafficDelete', { params: { id: before.id } });
  assert.equal(stopped.state, 'stopped');
  assert.equal(stopped.requests, 50);
});

test('a run that ended while the platform was down has its results when it is back', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await startTraffic(first);
  await first.crash();
  const job = engine.job();
  job.write('stdout', k6Summary(3_000));
  job.exit(0);
  const second = await again();
  const run = await runIn(second, id, 'finished', 'failed');
  assert.equal(run.state, 'finished');
  assert.equal(run.requests, 3_000);
  assert.equal(run.endedAt, job.endedAt);
  await until('the job is removed', () => engine.jobs.size === 0);
});

/** A run whose rate was changed: its first job told of 40 messages, its second one of 20. */
async function changedRun({ engine, first }: Lives): Promise<string> {
  const { id } = await startTraffic(first);
  const told = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, place) => outcomeLine(from + place, 'acknowledged', 5));
  engine.job().write('stderr', startLine('constant', Date.now()), ...told(0, 40));
  await first.call('trafficChange', { params: { id }, body: { rps: 20 } });
  const second = engine.job(({ spec }) => spec.id === `${id}.2`);
  second.write('stderr', startLine('constant', Date.now()), ...told(4_000, 4_020));
  return id;
}

test('what a run counted before its rate was changed still counts after a crash', async (t) => {
  const lives = await twoLives(t);
  const id = await changedRun(lives);
  await lives.first.crash();
  const second = await lives.again();
  await runIn(second, id, 'running');
  const run = await second.call('trafficDelete', { params: { id } });
  assert.equal(run.requests, 60);
  assert.equal((await second.call('deliveryGet', { params: { id } })).acknowledged, 60);
  assert.equal(lives.engine.jobs.size, 0);
});

test('a run whose rate was changed and that ended while the platform was down has its results', async (t) => {
  const lives = await twoLives(t);
  const id = await changedRun(lives);
  await lives.first.crash();
  const last = lives.engine.job(({ spec }) => spec.id === `${id}.2`);
  last.write('stdout', k6Summary(20));
  last.exit(0);
  const second = await lives.again();
  const run = await runIn(second, id, 'finished', 'failed');
  assert.deepEqual([run.state, run.requests, run.endedAt], ['finished', 60, last.endedAt]);
  await until('its jobs are removed', () => lives.engine.jobs.size === 0);
});

test('a job that another one has taken over from is asked to end when the platform died before it could', async (t) => {
  const lives = await twoLives(t);
  const { engine, first } = lives;
  const { id } = await startTraffic(first);
  const hold = engine.gate.hold(`stop-job ${id}`);
  t.after(hold);
  void first.call('trafficChange', { params: { id }, body: { rps: 20 } }).catch(() => undefined);
  await until('the new job is to take over', () => engine.calls.includes(`stop-job ${id}`));
  await first.crash();
  hold();
  const second = await lives.again();
  const past = engine.job(({ spec }) => spec.id === id);
  await until('it has ended', () => past.state === 'ended');
  assert.ok(!past.signals.includes('SIGKILL'));
  assert.equal((await second.call('trafficDelete', { params: { id } })).state, 'stopped');
});

test('a run whose job vanished while the platform was down has failed', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await startTraffic(first);
  await first.crash();
  engine.jobs.clear();
  const second = await again();
  const run = await runIn(second, id, 'failed');
  assert.match(run.reason ?? '', /vanished while the platform was not running/);
  assert.notEqual(run.endedAt, null);
});

test('a run whose job was made but not started when the platform died has failed, and the job is removed', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await startTraffic(first);
  await first.crash();
  engine.job().state = 'created';
  const second = await again();
  const run = await runIn(second, id, 'failed', 'finished', 'stopped');
  assert.equal(run.state, 'failed');
  assert.match(run.reason ?? '', /never started/);
  assert.notEqual(run.endedAt, null);
  await until('the job is removed', () => engine.jobs.size === 0);
});

test('a traffic job that nobody remembers is removed', async (t) => {
  const { engine, first, again } = await twoLives(t);
  await startTraffic(first);
  await first.crash();
  await rm(join(first.directory, 'journal.jsonl'));
  const second = await again();
  await until('the job is removed', () => engine.jobs.size === 0);
  assert.deepEqual((await second.call('trafficList', {})).runs, []);
});

test('runs that are over stay known over a crash', async (t) => {
  const { first, again } = await twoLives(t);
  const { id } = await startTraffic(first);
  const before = await first.call('trafficDelete', { params: { id } });
  await first.crash();
  const second = await again();
  assert.deepEqual(await second.call('trafficGet', { params: { id } }), before);
});

test('a run whose end the engine told while it was away is settled when it is back', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const { id } = await startTraffic(platform);
  engine.lose();
  const job = engine.job();
  job.write('stdout', k6Summary(10));
  job.exit(0);
  assert.equal((await platform.call('trafficGet', { params: { id } })).state, 'running');
  engine.comeBack();
  const run = await runIn(platform, id, 'finished');
  assert.equal(run.requests, 10);
});

test('a run whose job is being made when the engine comes back is not taken for lost', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('start-job');
  const starting = startTraffic(platform);
  await until('the run is planned', async () => (await platform.call('trafficList', {})).runs.length === 1);
  const before = engine.calls.length;
  engine.lose();
  engine.comeBack();
  await until('the jobs were looked for', () => engine.calls.slice(before).includes('list-jobs'));
  await sleep(100);
  release();
  const { id } = await starting;
  const run = await platform.call('trafficGet', { params: { id } });
  assert.equal(run.state, 'running', run.reason ?? '');
  assert.equal(engine.job().state, 'running');
  await platform.call('trafficDelete', { params: { id } });
});
