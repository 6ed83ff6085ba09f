import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { openJournal } from '../../server/journal/journal.ts';
import { images } from '../support/platform.ts';
import { twoLives } from '../support/two-lives.ts';
import { until } from '../support/until.ts';

const targets = { nodes: ['service-b'] };

for (const driver of ['engine', 'pumba'] as const) {
  test(`a fault by ${driver} goes on over a crash of the platform, and ends at its time`, async (t) => {
    const { engine, first, again } = await twoLives(t);
    const before = await activeFault(first, { kind: 'pause', targets, driver, durationSeconds: 3 });
    await first.crash();
    const second = await again();
    const found = await second.call('faultGet', { params: { id: before.id } });
    assert.equal(found.state, 'active');
    assert.equal(found.endsAt, before.endsAt);
    assert.equal(engine.node('service-b').state, 'paused');
    const ended = await faultIn(second, before.id, 'ended');
    assert.equal(ended.endReason, 'expired');
    assert.equal(engine.node('service-b').state, 'running');
    assert.equal(engine.jobs.size, 0);
  });

  test(`a fault by ${driver} whose time came while the platform was down ends when it is back`, async (t) => {
    const { engine, first, again } = await twoLives(t);
    const { id } = await activeFault(first, { kind: 'pause', targets, driver, durationSeconds: 0.5 });
    await first.crash();
    // A job of Pumba that was killed with the platform undoes nothing by itself.
    for (const job of engine.jobs.values()) job.destroy();
    await sleep(600);
    assert.equal(engine.node('service-b').state, 'paused');
    const second = await again();
    const ended = await faultIn(second, id, 'ended');
    assert.equal(ended.endReason, 'expired');
    assert.equal(engine.node('service-b').state, 'running');
    assert.equal(engine.jobs.size, 0);
  });

  test(`a fault by ${driver} that was undone while the platform was down is made true again`, async (t) => {
    const { engine, first, again } = await twoLives(t);
    const { id } = await activeFault(first, { kind: 'pause', targets, driver });
    await first.crash();
    engine.node('service-b').resume();
    const second = await again();
    await until('it is paused again', () => engine.node('service-b').state === 'paused');
    const { state } = await until('both are in the evidence', async () => {
      const found = await second.call('faultGet', { params: { id } });
      const holds = found.evidence.map((each) => each.holds);
      return holds.includes(false) && holds.at(-1) === true && found;
    });
    assert.equal(state, 'active');
    assert.equal((await second.call('faultEnd', { params: { id } })).state, 'ended');
    assert.equal(engine.node('service-b').state, 'running');
  });
}

test('a fault that Pumba was applying when the platform died is undone and failed', async (t) => {
  const { engine, first, again } = await twoLives(t);
  engine.programs.set(images.pumba, () => undefined);
  const { id } = await createFault(first, { kind: 'pause', targets, driver: 'pumba' });
  const job = await until('Pumba has begun', () => [...engine.jobs.values()][0]);
  await first.crash();
  engine.node('service-b').pause();
  const second = await again();
  const fault = await faultIn(second, id, 'failed', 'ended', 'active');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /restarted while it applied/);
  assert.equal(engine.node('service-b').state, 'running');
  assert.deepEqual(job.signals, ['SIGTERM']);
  assert.equal(engine.jobs.size, 0);
});

test('a fault whose step was done but not yet written down when the platform died is undone', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const release = engine.gate.hold('pause service-b');
  const { id } = await createFault(first, { kind: 'pause', targets, driver: 'engine' });
  await until('the engine was asked', () => engine.calls.includes('pause service-b'));
  await first.crash();
  release();
  engine.node('service-b').pause();
  const second = await again();
  const fault = await faultIn(second, id, 'failed', 'ended', 'active');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /restarted while it applied/);
  assert.equal(engine.node('service-b').state, 'running');
});

test('a fault that was being ended when the platform died is ended, for the reason that was given', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await activeFault(first, { kind: 'pause', targets, driver: 'engine' });
  const release = engine.gate.hold('resume service-b');
  void first.call('faultEnd', { params: { id } }).catch(() => undefined);
  await until('the engine was asked', () => engine.calls.includes('resume service-b'));
  await first.crash();
  release();
  assert.equal(engine.node('service-b').state, 'paused');
  const second = await again();
  const ended = await faultIn(second, id, 'ended');
  assert.equal(ended.endReason, 'deleted');
  assert.equal(engine.node('service-b').state, 'running');
});

test('a restart that was done when the platform died is over at once', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await createFault(first, { kind: 'restart', targets, driver: 'engine' });
  const ended = await faultIn(first, id, 'ended');
  await first.crash();
  // The journal as it is between the evidence and the end.
  const journal = await openJournal(first.directory);
  const cutShort = { ...ended, state: 'active', endedAt: null, endReason: null } as const;
  await journal.record({ type: 'fault', value: { ...cutShort, steps: ended.steps.slice(0, 2) } });
  await journal.close();
  const second = await again();
  const fault = await faultIn(second, id, 'ended', 'failed');
  assert.equal(fault.endReason, 'completed');
  assert.equal(engine.node('service-b').state, 'running');
});

test('of overlapping faults, one that ended while the platform was down leaves what the other wants', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const short = await activeFault(first, { kind: 'pause', targets, driver: 'engine', durationSeconds: 0.5 });
  const long = await activeFault(first, { kind: 'pause', targets, driver: 'engine' });
  await first.crash();
  await sleep(600);
  const second = await again();
  await faultIn(second, short.id, 'ended');
  assert.equal(engine.node('service-b').state, 'paused');
  assert.equal((await second.call('faultGet', { params: { id: long.id } })).state, 'active');
  await second.call('faultEnd', { params: { id: long.id } });
  assert.equal(engine.node('service-b').state, 'running');
});

test('faults that are over stay known over a crash', async (t) => {
  const { first, again } = await twoLives(t);
  const { id } = await activeFault(first, { kind: 'pause', targets, driver: 'engine' });
  const ended = await first.call('faultEnd', { params: { id } });
  await first.crash();
  const second = await again();
  assert.deepEqual(await second.call('faultGet', { params: { id } }), ended);
});

test('jobs of faults that nobody remembers are ended and removed; jobs of others are left alone', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const { id } = await activeFault(first, { kind: 'pause', targets, driver: 'pumba' });
  const other = await activeFault(first, {
    kind: 'pause',
    targets: { nodes: ['service-a'] },
    driver: 'pumba',
  });
  await first.crash();
  await rm(join(first.directory, 'journal.jsonl'));
  const kept = engine.job(({ spec }) => spec.id.startsWith(other.id));
  const mine = engine.job(({ spec }) => spec.id.startsWith(id));
  const second = await again();
  await until('the orphans are gone', () => engine.jobs.size === 0);
  for (const job of [kept, mine]) assert.deepEqual(job.signals, ['SIGTERM']);
  assert.equal(engine.node('service-a').state, 'running');
  assert.equal(engine.node('service-b').state, 'running');
  assert.deepEqual((await second.call('faultList', {})).faults, []);
});

test('a job of a fault that is over is swept, one of a fault that goes on is not', async (t) => {
  const { engine, first, again } = await twoLives(t);
  const over = await activeFault(first, {
    kind: 'pause',
    targets: { nodes: ['service-a'] },
    driver: 'pumba',
  });
  const leftover = engine.job();
  const live = await activeFault(first, { kind: 'pause', targets, driver: 'pumba' });
  await first.call('faultEnd', { params: { id: over.id } });
  await first.crash();
  leftover.state = 'running';
  leftover.onTerminate = () => leftover.exit(0);
  engine.jobs.set(leftover.spec.id, leftover);
  const second = await again();
  await until('the leftover is gone', () => !engine.jobs.has(leftover.spec.id));
  assert.equal(engine.jobs.size, 1);
  assert.equal((await second.call('faultGet', { params: { id: live.id } })).state, 'active');
  await second.call('faultEnd', { params: { id: live.id } });
});

test('an orphaned job that the engine will not end keeps no other from its end', async (t) => {
  const { engine, first, again } = await twoLives(t);
  for (const node of ['service-a', 'service-b']) {
    await activeFault(first, { kind: 'pause', targets: { nodes: [node] }, driver: 'pumba' });
  }
  await first.crash();
  await rm(join(first.directory, 'journal.jsonl'));
  const [stubborn, other] = [...engine.jobs.keys()];
  engine.gate.fail(`stop-job ${stubborn}`);
  await again();
  await until('the other is gone', () => !engine.jobs.has(other ?? ''));
  assert.ok(engine.jobs.has(stubborn ?? ''));
});
