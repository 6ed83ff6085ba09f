import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { FaultRequestInput } from '../../contract/faults/fault.ts';
import type { Problem } from '../../contract/problems.ts';
import type { ShaperProgram, ShaperRule } from '../../server/faults/drivers/shaper/program.ts';
import type { FakeEngine } from '../support/fake-engine.ts';
import type { FakeJob } from '../support/fake-job.ts';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { buildPlatform, images, labEngine, startPlatform, type Platform } from '../support/platform.ts';
import { until } from '../support/until.ts';

const latency: FaultRequestInput = {
  kind: 'latency',
  params: { delayMs: 200 },
  targets: { nodes: ['service-b'] },
};
const loss: FaultRequestInput = { kind: 'loss', params: { percent: 10 }, targets: { nodes: ['service-b'] } };

function shaperOf(engine: FakeEngine, node = 'service-b'): FakeJob {
  return engine.job(({ spec }) => spec.id === `shaper-${node}`);
}

/** What the shaper of a node holds now, by kind. */
function held(engine: FakeEngine, node = 'service-b'): string[] {
  return (shaperOf(engine, node).programs.at(-1)?.rules ?? []).map(({ kind }) => kind);
}

function end(platform: Platform, id: string) {
  return platform.call('faultEnd', { params: { id } });
}

test('a network fault runs in the network of its node, with evidence of what the kernel shows', async (t) => {
  const platform = await startPlatform(t);
  const fault = await activeFault(platform, { ...latency, direction: 'both', protocol: 'tcp', ports: [80] });
  assert.equal(fault.state, 'active', fault.problem?.detail);
  assert.equal(fault.driver, 'shaper');
  assert.match(fault.driverReason, /Not chosen: pumba: /);
  assert.deepEqual(fault.scope, { direction: 'both', protocol: 'tcp', ports: [80] });
  assert.match(fault.evidence[0]?.observed ?? '', /queue to 0.*device dsp0 up.*route default/);
  const { spec, programs } = shaperOf(platform.engine);
  assert.deepEqual(spec.place, { in: 'node-network', node: 'service-b' });
  assert.deepEqual(spec.rights, ['network-admin']);
  const program = programs[0] as ShaperProgram;
  assert.equal(program.interface.address, '172.20.0.2');
  const { deadline, seed, ...rule } = program.rules[0] as ShaperRule;
  const params = { delayMs: 200, jitterMs: 0, correlationPercent: 0, distribution: 'uniform' };
  assert.deepEqual(rule, {
    id: fault.id,
    kind: 'latency',
    params,
    direction: 'both',
    protocol: 'tcp',
    ports: [80],
  });
  assert.ok(Number.isInteger(seed));
  // The shaper ends the rule itself, a moment after the platform should have.
  const late = Date.parse(deadline) - Date.parse(fault.endsAt);
  assert.ok(Math.abs(late) < 2_000, `${late} ms`);
  const ended = await end(platform, fault.id);
  assert.equal(ended.state, 'ended');
  assert.equal(platform.engine.jobs.size, 0);
});

for (const order of ['the first', 'the second'] as const) {
  test(`two network faults on a node share one shaper; ${order} may end first`, async (t) => {
    const platform = await startPlatform(t);
    const first = await activeFault(platform, latency);
    const second = await activeFault(platform, loss);
    assert.deepEqual(held(platform.engine), ['latency', 'loss']);
    const [sooner, later] = order === 'the first' ? [first, second] : [second, first];
    assert.equal((await end(platform, sooner.id)).state, 'ended');
    assert.deepEqual(held(platform.engine), [later.kind]);
    assert.equal((await end(platform, later.id)).state, 'ended');
    assert.equal(platform.engine.jobs.size, 0);
  });
}

test('a node that is restarted gets its network faults again, in its new network', async (t) => {
  const platform = await startPlatform(t);
  const delay = await activeFault(platform, latency);
  const before = shaperOf(platform.engine);
  // Two lives that begin in the same millisecond would look like one.
  await new Promise((resolve) => setTimeout(resolve, 5));
  const restart = await activeFault(platform, {
    kind: 'restart',
    targets: { nodes: ['service-b'] },
    driver: 'engine',
  });
  await faultIn(platform, restart.id, 'ended');
  await until('there is another shaper', () => {
    const job = platform.engine.jobs.get('shaper-service-b');
    return job !== undefined && job !== before && job.programs.length > 0;
  });
  assert.deepEqual(held(platform.engine), ['latency']);
  const found = await platform.call('faultGet', { params: { id: delay.id } });
  assert.equal(found.state, 'active');
  assert.equal((await end(platform, delay.id)).state, 'ended');
  assert.equal(platform.engine.jobs.size, 0);
});

test('a shaper that is killed is started again', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, latency);
  const before = shaperOf(platform.engine);
  before.destroy();
  await until('there is another one', () => {
    const job = platform.engine.jobs.get('shaper-service-b');
    return job !== undefined && job !== before && job.programs.length > 0;
  });
  await until('that is in the evidence', async () => {
    const { evidence } = await platform.call('faultGet', { params: { id } });
    return evidence.some(({ observed, holds }) => !holds && observed.includes('no shaper'));
  });
  assert.equal((await end(platform, id)).state, 'ended');
});

test('what a shaper has left that is gone is looked for and removed', async (t) => {
  const platform = await startPlatform(t);
  // So short a fault is left to its end when something undoes it.
  const { id } = await activeFault(platform, { ...latency, durationSeconds: 1.4 });
  platform.engine.forgetJob('shaper-service-b');
  const ended = await end(platform, id);
  assert.equal(ended.state, 'ended');
  assert.match(ended.evidence.at(-1)?.observed ?? '', /^clean; removed: nothing was left/);
  assert.ok(platform.engine.calls.includes('start-job shaper-service-b-sweep'));
  assert.equal(platform.engine.jobs.size, 0);
});

test('network faults go on over a crash of the platform, and end at their time', async (t) => {
  const engine = labEngine();
  const directory = await mkdtemp(join(tmpdir(), 'dsp-test-'));
  t.after(() => rm(directory, { recursive: true, force: true }));
  const first = await buildPlatform({ engine, directory });
  const short = await activeFault(first, { ...latency, durationSeconds: 2.5 });
  const long = await activeFault(first, loss);
  const job = shaperOf(engine);
  await first.crash();
  const second = await startPlatform(t, { engine, directory });
  await faultIn(second, short.id, 'ended');
  assert.equal(shaperOf(engine), job);
  assert.deepEqual(job.signals, []);
  assert.deepEqual(held(engine), ['loss']);
  assert.equal((await end(second, long.id)).state, 'ended');
  assert.equal(engine.jobs.size, 0);
});

test('a fault towards peers names their addresses, and follows them when they change', async (t) => {
  const engine = labEngine();
  const peer = engine.addNode('service-c', { addresses: [{ network: 'dsp', address: '172.20.0.7' }] });
  const platform = await startPlatform(t, { engine });
  const { id } = await activeFault(platform, {
    kind: 'partition',
    targets: { nodes: ['service-b'] },
    peers: { nodes: ['service-c'] },
  });
  const peersNow = () => shaperOf(engine).programs.at(-1)?.rules[0]?.peers;
  assert.deepEqual(peersNow(), ['172.20.0.7']);
  engine.nodes.delete('service-c');
  engine.addNode('service-c', { ...peer.view, addresses: [{ network: 'dsp', address: '172.20.0.8' }] });
  await until('the new address is known', () => peersNow()?.[0] === '172.20.0.8');
  assert.equal((await end(platform, id)).state, 'ended');
});

test('a fault towards peers that are gone cuts nobody off', async (t) => {
  const engine = labEngine();
  engine.addNode('idle', { state: 'stopped', addresses: [], exitCode: 0 });
  const platform = await startPlatform(t, { engine });
  const { id } = await createFault(platform, {
    kind: 'partition',
    targets: { nodes: ['service-b'] },
    peers: { nodes: ['idle'] },
  });
  const fault = await faultIn(platform, id, 'failed', 'active');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /none of them has an address now/);
  assert.equal(engine.jobs.size, 0);
});

test('a peer that is no node, or the target itself, is refused', async (t) => {
  const platform = await startPlatform(t);
  const partition = { kind: 'partition', targets: { nodes: ['service-b'] } };
  const unknown = await platform.ask({
    method: 'POST',
    path: '/api/faults',
    body: { ...partition, peers: { nodes: ['service-x'] } },
  });
  assert.equal((unknown.json as Problem).code, 'node-not-found');
  const itself = await platform.ask({
    method: 'POST',
    path: '/api/faults',
    body: { ...partition, peers: { nodes: ['service-b'] } },
  });
  assert.equal(itself.status, 400);
  assert.equal((itself.json as Problem).errors?.[0]?.field, 'peers.nodes');
});

test("a program that the shaper refuses fails the fault in the shaper's own words", async (t) => {
  const engine = labEngine();
  engine.programs.set(images.shaper, (job) => {
    job.onTerminate = () => job.exit(0);
    job.onLine = (line) => {
      const { program } = JSON.parse(line) as { program: { rules: unknown[] } };
      const error = { code: 'invalid', field: 'rules[0].params.delayMs', message: 'is too long' };
      const nothing = { rules: [], interface: 'eth0', evidence: { tables: [], device: null, routes: [] } };
      return JSON.stringify(program.rules.length > 0 ? { ok: false, error } : { ok: true, result: nothing });
    };
  });
  const platform = await startPlatform(t, { engine });
  const { id } = await createFault(platform, latency);
  const fault = await faultIn(platform, id, 'failed', 'active');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /The shaper refused: rules\[0\]\.params\.delayMs: is too long/);
  assert.equal(engine.jobs.size, 0);
});

test('without any driver a network fault is refused at once, with the reason and remedy of each', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.shaper);
  const platform = await startPlatform(t, { engine });
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', body: latency });
  assert.equal(answer.status, 409);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'driver-unavailable');
  assert.match(
    detail ?? '',
    /pumba: .*netem.*shaper: The image lab\/shaper:1 is not at hand\. Run "npm start"/,
  );
});

test('a look at a fault that fails is repeated until the fault holds again', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, latency);
  const before = shaperOf(platform.engine);
  platform.engine.gate.fail('inspect-job shaper-service-b', 2);
  before.destroy();
  await until('there is another shaper', () => {
    const job = platform.engine.jobs.get('shaper-service-b');
    return job !== undefined && job !== before && job.programs.length > 0;
  });
  assert.equal((await end(platform, id)).state, 'ended');
});
