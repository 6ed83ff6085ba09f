import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeEngine } from '../../../../test/support/fake-engine.ts';
import type { Claim } from '../../claim.ts';
import { engineDriver } from '../engine/engine.ts';
import { createKeepers } from './keepers.ts';
import { kept } from './kept.ts';

const image = 'lab/stressor:1';
const now = (): Date => new Date('2030-01-01T12:00:00.000Z');

const pause: Claim = {
  faultId: 'f-1',
  node: 'b',
  kind: 'pause',
  params: {},
  scope: null,
  driver: 'engine',
  createdAt: '2030-01-01T12:00:00.000Z',
  durationSeconds: 60,
};

function lab({ images = [image] } = {}) {
  const fake = new FakeEngine();
  fake.addNode('b');
  images.forEach((each) => fake.images.add(each));
  const { engine } = fake.connect();
  return { fake, driver: kept(engineDriver(engine), createKeepers(engine, { image, now })) };
}

test('a fault has a keeper that knows what to undo, and when', async () => {
  const { fake, driver } = lab();
  const finding = await driver.apply(pause, []);
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /keeper from 2030-01-01T12:01:03\.000Z/);
  const { spec } = fake.job();
  const instance = fake.node('b').view.instance;
  const order = { fault: 'f-1', node: 'b', holds: 'paused', until: '2030-01-01T12:01:03.000Z', instance };
  assert.deepEqual(spec.purpose, order);
  assert.deepEqual(spec.command, ['keep', 'keeper-f-1-b', JSON.stringify(order)]);
  assert.equal(spec.isLasting, true);
});

test('the time in which a node may stop is not taken from the fault', async () => {
  const { fake, driver } = lab();
  await driver.apply({ ...pause, kind: 'stop', params: { graceSeconds: 30 } }, []);
  assert.equal((fake.job().spec.purpose as { until: string }).until, '2030-01-01T12:01:33.000Z');
});

test('a keeper of a limit knows the limit and what the node had of its own', async () => {
  const { fake, driver } = lab();
  const restore = { instance: fake.node('b').view.instance, nanoCpus: 1e9, cpuPeriod: 0, cpuQuota: 0 };
  await driver.apply({ ...pause, kind: 'cpu', params: { cores: 0.2 }, restore }, []);
  const { holds, cores, restore: noted } = fake.job().spec.purpose as Record<string, unknown>;
  assert.deepEqual({ holds, cores, noted }, { holds: 'limited', cores: 0.2, noted: restore });
});

test('the keeper is killed, without a chance to act, when the fault is undone', async () => {
  const { fake, driver } = lab();
  await driver.apply(pause, []);
  const keeper = fake.job();
  await driver.release(pause, []);
  assert.deepEqual(keeper.signals, ['SIGKILL']);
  assert.equal(fake.jobs.size, 0);
});

test('a keeper that is gone is put back, and the fault is not done again for it', async () => {
  const { fake, driver } = lab();
  await driver.apply(pause, []);
  fake.removeJob('keeper-f-1-b');
  assert.equal((await driver.verify(pause, []))?.holds, true);
  assert.equal(fake.jobs.size, 1);
  assert.equal(fake.calls.filter((call) => call === 'pause b').length, 1);
});

test('a node that is made anew gets a keeper of its own', async () => {
  const { fake, driver } = lab();
  await driver.apply(pause, []);
  fake.removeNode('b');
  const { view } = fake.addNode('b');
  await driver.apply(pause, []);
  assert.equal((fake.job().spec.purpose as { instance: string }).instance, view.instance);
});

test('a fault goes on without a keeper that cannot be had, and says so', async () => {
  const { fake, driver } = lab({ images: [] });
  const finding = await driver.apply(pause, []);
  assert.equal(finding.holds, true);
  assert.match(finding.observed, /without a keeper: The image lab\/stressor:1 is not at hand/);
  assert.equal(fake.node('b').state, 'paused');
});

test('what holds nothing has no keeper', async () => {
  const { fake, driver } = lab();
  await driver.apply({ ...pause, kind: 'restart', params: { graceSeconds: 0 } }, []);
  assert.equal(fake.jobs.size, 0);
});
