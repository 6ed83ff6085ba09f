import assert from 'node:assert/strict';
import test from 'node:test';
import type { Program } from '../support/fake-job.ts';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { images, labEngine, startPlatform, type Platform } from '../support/platform.ts';
import { until } from '../support/until.ts';

const pause = { kind: 'pause', targets: { nodes: ['service-b'] }, driver: 'pumba' } as const;
const body = { ...pause, targets: { nodes: ['service-b'] } };

/** A platform whose Pumba does what the test says. */
async function withPumba(t: test.TestContext, program: Program): Promise<Platform> {
  const engine = labEngine();
  engine.programs.set(images.pumba, program);
  return startPlatform(t, { engine });
}

test('the job gets the command for exactly one container, by its full id, and the socket and nothing else', async (t) => {
  const platform = await startPlatform(t);
  const { id, activeAt } = await activeFault(platform, { ...body, durationSeconds: 90 });
  const { spec } = platform.engine.job();
  assert.deepEqual(spec.command, [
    ...['--json', '--log-level', 'info', '--label', 'dsp.node=service-b'],
    ...['pause', '--duration', '90000ms'],
    platform.engine.node('service-b').view.instance,
  ]);
  assert.equal(spec.image, images.pumba);
  assert.equal(spec.kind, 'fault');
  assert.deepEqual(spec.place, { in: 'engine' });
  assert.deepEqual(spec.rights, []);
  assert.deepEqual(spec.env, {});
  assert.deepEqual(spec.files, {});
  const { until: deadline, ...purpose } = spec.purpose as { until: string };
  assert.deepEqual(purpose, { fault: id, node: 'service-b', holds: 'paused' });
  assert.ok(Math.abs(Date.parse(deadline) - Date.parse(activeAt ?? '') - 90_000) < 20_000);
  // Pumba needs up to 30 s to undo its fault.
  assert.ok(spec.stopGraceSeconds >= 45);
});

const commands = [
  ['stop', { graceSeconds: 7 }, ['stop', '--time', '7', '--restart', '--duration', '60000ms']],
  ['kill', { signal: 'SIGTERM' }, ['kill', '--signal', 'SIGTERM']],
  ['restart', { graceSeconds: 3 }, ['restart', '--timeout', '3s']],
] as const;

for (const [kind, params, command] of commands) {
  test(`the command of ${kind} carries its parameters`, async (t) => {
    const platform = await startPlatform(t);
    let spoken: string[] = [];
    const run = platform.engine.programs.get(images.pumba) as Program;
    platform.engine.programs.set(images.pumba, (job) => {
      spoken = job.spec.command;
      run(job);
    });
    await activeFault(platform, {
      kind,
      params,
      targets: { nodes: ['service-b'] },
      driver: 'pumba',
    } as never);
    const { instance } = platform.engine.node('service-b').view;
    assert.deepEqual(spoken.slice(5), [...command, instance]);
  });
}

test('several nodes get a job each', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, { ...body, targets: { nodes: ['service-a', 'service-b'] } });
  assert.equal(platform.engine.jobs.size, 2);
  const ended = await platform.call('faultEnd', { params: { id } });
  assert.equal(ended.state, 'ended');
  assert.equal(platform.engine.jobs.size, 0);
});

test('a Pumba that found no container has failed, although it ends with code 0', async (t) => {
  const platform = await withPumba(t, (job) => {
    job.write('stderr', '{"level":"warning","msg":"no containers found","time":"2026-01-01T00:00:00Z"}');
    job.exit(0);
  });
  for (const kind of ['pause', 'stop', 'kill', 'restart'] as const) {
    const { id } = await createFault(platform, { kind, targets: { nodes: ['service-b'] }, driver: 'pumba' });
    const fault = await faultIn(platform, id, 'failed', 'ended');
    assert.equal(fault.state, 'failed', kind);
    assert.match(fault.problem?.detail ?? '', /Pumba found no container to act on/);
    assert.equal(platform.engine.node('service-b').state, 'running');
    assert.equal(platform.engine.jobs.size, 0);
  }
});

test("a Pumba that ends with an error has failed, in Pumba's own words", async (t) => {
  const platform = await withPumba(t, (job) => {
    job.write('stderr', '{"level":"info","msg":"pausing container"}');
    job.write(
      'stderr',
      '{"level":"fatal","msg":"failed to pause","error":"Cannot connect to the Docker daemon"}',
    );
    job.exit(1);
  });
  const { id } = await createFault(platform, body);
  const fault = await faultIn(platform, id, 'failed', 'ended');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /Pumba: failed to pause: Cannot connect to the Docker daemon/);
});

test('a Pumba that ends with a code and no word has failed with that code', async (t) => {
  const platform = await withPumba(t, (job) => job.exit(3));
  const { id } = await createFault(platform, body);
  const fault = await faultIn(platform, id, 'failed', 'ended');
  assert.match(fault.problem?.detail ?? '', /exit code 3/);
});

test('a node that Pumba left paused when it failed is healed', async (t) => {
  const platform = await withPumba(t, (job) => {
    job.write('stderr', '{"level":"error","msg":"lost my mind"}');
    platform.engine.node('service-a').pause();
    job.exit(1);
  });
  const { id } = await createFault(platform, { ...body, targets: { nodes: ['service-a', 'service-b'] } });
  const fault = await faultIn(platform, id, 'failed', 'active');
  assert.equal(fault.state, 'failed');
  assert.equal(platform.engine.node('service-a').state, 'running');
});

test('the end stops Pumba, lets it undo its fault, never kills it, and removes its job', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, body);
  const job = platform.engine.job();
  const ended = await platform.call('faultEnd', { params: { id } });
  assert.equal(ended.state, 'ended');
  assert.deepEqual(job.signals, ['SIGTERM']);
  assert.equal(job.exitCode, 0);
  assert.equal(platform.engine.jobs.size, 0);
  const order = platform.engine.calls.filter((call) => /^(stop|remove)-job /.test(call)).slice(-2);
  assert.deepEqual(order, [`stop-job ${job.spec.id}`, `remove-job ${job.spec.id}`]);
});

test('a Pumba that does not undo its fault when it is stopped is made good by the engine, and that is told', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, body);
  const job = platform.engine.job();
  job.onTerminate = () => {
    job.write('stderr', '{"level":"error","msg":"failed to unpause container"}');
    job.exit(1);
  };
  const ended = await platform.call('faultEnd', { params: { id } });
  assert.equal(ended.state, 'ended');
  assert.equal(platform.engine.node('service-b').state, 'running');
  assert.match(ended.evidence.at(-1)?.observed ?? '', /state running.*failed to unpause container/);
});

test('a Pumba that is killed in the middle leaves a fault that ends at its time all the same', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, { ...body, durationSeconds: 1 });
  platform.engine.job().destroy();
  assert.equal(platform.engine.node('service-b').state, 'paused');
  const ended = await faultIn(platform, id, 'ended');
  assert.equal(ended.endReason, 'expired');
  assert.equal(platform.engine.node('service-b').state, 'running');
  assert.equal(platform.engine.jobs.size, 0);
});

test('a job that somebody removes leaves a fault that can be ended', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, body);
  const job = platform.engine.job();
  job.destroy();
  platform.engine.removeJob(job.spec.id);
  const ended = await platform.call('faultEnd', { params: { id } });
  assert.equal(ended.state, 'ended');
  assert.equal(platform.engine.node('service-b').state, 'running');
});

test('a Pumba that ends early by itself is started again for the time that is left', async (t) => {
  const platform = await startPlatform(t);
  const { id } = await activeFault(platform, { ...body, durationSeconds: 30 });
  const first = platform.engine.job();
  first.onTerminate();
  await until('there is another job', () => {
    const job = [...platform.engine.jobs.values()][0];
    return job !== undefined && job !== first && job.state === 'running';
  });
  assert.equal(platform.engine.node('service-b').state, 'paused');
  const { command } = platform.engine.job().spec;
  const left = Number(/^(\d+)ms$/.exec(command[command.indexOf('--duration') + 1] ?? '')?.[1]);
  assert.ok(left > 0 && left < 30_000, `${left} ms`);
  await platform.call('faultEnd', { params: { id } });
});

test('an image that vanishes between the choice and the start fails the fault', async (t) => {
  const platform = await startPlatform(t);
  const release = platform.engine.gate.hold('inspect service-b');
  const { id } = await createFault(platform, body);
  platform.engine.images.delete(images.pumba);
  release();
  const fault = await faultIn(platform, id, 'failed', 'active');
  assert.equal(fault.state, 'failed');
  assert.match(fault.problem?.detail ?? '', /lab\/pumba:1 is not at hand/);
});

test('a node that Pumba has killed has a keeper, which starts it when the platform is gone', async (t) => {
  const platform = await startPlatform(t);
  const targets = { nodes: ['service-b'] };
  const { id } = await activeFault(platform, { kind: 'kill', targets, driver: 'pumba' });
  const jobs = [...platform.engine.jobs.values()].map(({ spec }) => spec);
  const keeper = jobs.find((spec) => spec.command[0] === 'keep');
  assert.equal((keeper?.purpose as { holds: string }).holds, 'stopped');
  await platform.call('faultEnd', { params: { id } });
  assert.equal(platform.engine.jobs.size, 0);
});
