import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fault, FaultPlan } from '../../contract/faults/fault.ts';
import type { Problem } from '../../contract/problems.ts';
import { activeFault } from '../support/faults.ts';
import { images, labEngine, startPlatform } from '../support/platform.ts';

const pause = { kind: 'pause', targets: { nodes: ['service-b'] } } as const;

test('auto takes Pumba where its image is at hand, and says so', async (t) => {
  const platform = await startPlatform(t);
  const fault = await activeFault(platform, { ...pause, targets: { nodes: ['service-b'] } });
  assert.equal(fault.driver, 'pumba');
  assert.equal(fault.driverReason, 'Chosen: pumba can do it here.');
});

test('auto takes the engine where the image of Pumba is absent, and says why', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.pumba);
  const platform = await startPlatform(t, { engine });
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body: pause });
  const fault = answer.json as Fault;
  assert.equal(fault.driver, 'engine');
  assert.match(fault.driverReason, /^Chosen: engine can do it here\. Not chosen: pumba: /);
  assert.match(fault.driverReason, /lab\/pumba:1 is not at hand/);
});

test('auto takes the engine where another fault is active, because Pumba knows only its own', async (t) => {
  const platform = await startPlatform(t);
  await activeFault(platform, { kind: 'pause', targets: { nodes: ['service-b'] } });
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body: pause });
  const fault = answer.json as Fault;
  assert.equal(fault.driver, 'engine');
  assert.match(fault.driverReason, /pumba: Another fault is active on the node/);
});

test('Pumba by name is refused while another fault is active on the node', async (t) => {
  const platform = await startPlatform(t);
  await activeFault(platform, { kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'engine' });
  const body = { ...pause, driver: 'pumba' };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 409);
  assert.equal((answer.json as Problem).code, 'fault-conflict');
  const elsewhere = { ...body, targets: { nodes: ['service-a'] } };
  assert.equal((await platform.ask({ method: 'POST', path: '/api/faults', body: elsewhere })).status, 202);
});

test('Pumba by name without its image is refused with the reason and the remedy', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.pumba);
  const platform = await startPlatform(t, { engine });
  const body = { ...pause, driver: 'pumba' };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 409);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'driver-unavailable');
  assert.match(detail ?? '', /lab\/pumba:1 is not at hand\. Run "docker pull lab\/pumba:1"/);
  assert.equal(engine.node('service-b').state, 'running');
  assert.deepEqual((await platform.call('faultList', {})).faults, []);
});

test('a driver that does not know the kind is refused', async (t) => {
  const platform = await startPlatform(t);
  const body = { kind: 'latency', targets: { nodes: ['service-b'] }, driver: 'engine' };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  assert.equal(answer.status, 409);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'driver-unavailable');
  assert.match(detail ?? '', /engine: It does not know "latency"\./);
});

test('a driver that is named says that it was', async (t) => {
  const platform = await startPlatform(t);
  const body = { ...pause, driver: 'pumba', dryRun: true };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body });
  const plan = answer.json as FaultPlan;
  assert.equal(plan.driverReason, 'Asked for by name.');
  assert.equal(
    plan.commands[0]?.command,
    'pumba --json --log-level info --label dsp.node=service-b pause --duration 60000ms service-b',
  );
  assert.equal(platform.engine.jobs.size, 0);
});
