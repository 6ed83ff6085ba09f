import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeEngine } from '../../../../test/support/fake-engine.ts';
import type { Claim } from '../../claim.ts';
import { pumbaDriver } from './pumba.ts';

const image = 'lab/pumba:1';
const patienceMs = 300;

function lab() {
  const engine = new FakeEngine();
  engine.images.add(image);
  const node = engine.addNode('service-b');
  const driver = pumbaDriver(engine.connect().engine, {
    image,
    toolsImage: 'lab/tools:1',
    lookImage: 'lab/look:1',
    labNetwork: 'dsp',
    hasNetem: () => Promise.resolve(true),
    now: () => new Date(),
    patienceMs,
  });
  return { engine, node, driver };
}

function claim(kind: Claim['kind'], params: Claim['params'] = {}): Claim {
  const createdAt = new Date().toISOString();
  const common = { faultId: 'f-1', node: 'service-b', scope: null, driver: 'pumba', createdAt } as const;
  return { ...common, kind, params, durationSeconds: 60 };
}

test('a stop is waited for as long as the node has grace, beyond the time that Pumba has', async () => {
  const { engine, node, driver } = lab();
  engine.programs.set(image, () => setTimeout(() => node.stop(), 700));
  const finding = await driver.apply(claim('stop', { graceSeconds: 1 }), []);
  assert.equal(finding.holds, true, finding.observed);
});

test('a restart is waited for as long as the node has grace', async () => {
  const { engine, node, driver } = lab();
  engine.programs.set(image, (job) => {
    setTimeout(() => {
      node.restart();
      job.exit(0);
    }, 700);
  });
  const finding = await driver.apply(claim('restart', { graceSeconds: 1 }), []);
  assert.equal(finding.holds, true, finding.observed);
});

test('a Pumba that does nothing is given up', async () => {
  const { engine, driver } = lab();
  engine.programs.set(image, () => undefined);
  const pause = await driver.apply(claim('pause'), []);
  assert.equal(pause.holds, false);
  assert.match(pause.observed, /state running/);
  const kill = await driver.apply(claim('kill', { signal: 'SIGKILL' }), []);
  assert.equal(kill.holds, false);
  assert.match(kill.observed, /did not come to an end in time/);
});

test('a job of an earlier try is ended before the next one begins', async () => {
  const { engine, node, driver } = lab();
  engine.programs.set(image, () => node.pause());
  await driver.apply(claim('pause'), []);
  const first = engine.job();
  await driver.apply(claim('pause'), []);
  assert.deepEqual(first.signals, ['SIGTERM']);
  assert.notEqual(engine.job(), first);
});
