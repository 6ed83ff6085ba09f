import assert from 'node:assert/strict';
import test from 'node:test';
import type { Fault, FaultRequestInput } from '../../contract/faults/fault.ts';
import { activeFault, createFault, faultIn } from '../support/faults.ts';
import { labEngine, startPlatform, type Platform } from '../support/platform.ts';
import { until } from '../support/until.ts';

const targets = { nodes: ['service-b'] };
const byEngine = { targets, driver: 'engine' } as const;

function end(platform: Platform, { id }: Fault): Promise<Fault> {
  return platform.call('faultEnd', { params: { id } });
}

function stateOfB(platform: Platform): string {
  return platform.engine.node('service-b').state;
}

for (const order of ['the first', 'the second'] as const) {
  test(`of two pauses of a node, ${order} may end first: the node stays paused until both have`, async (t) => {
    const platform = await startPlatform(t);
    const faults = [
      await activeFault(platform, { kind: 'pause', ...byEngine }),
      await activeFault(platform, { kind: 'pause', ...byEngine }),
    ];
    const [sooner, later] = (order === 'the first' ? faults : faults.reverse()) as [Fault, Fault];
    const ended = await end(platform, sooner);
    assert.equal(ended.state, 'ended');
    assert.equal(ended.evidence.at(-1)?.expected, 'state paused');
    assert.equal(stateOfB(platform), 'paused');
    assert.equal((await end(platform, later)).state, 'ended');
    assert.equal(stateOfB(platform), 'running');
  });
}

const kinds: [string, FaultRequestInput][] = [
  ['pause', { kind: 'pause', ...byEngine }],
  ['stop', { kind: 'stop', ...byEngine }],
  ['crash', { kind: 'kill', params: { signal: 'SIGKILL' }, ...byEngine }],
];
const held: Record<string, string> = { pause: 'paused', stop: 'stopped', crash: 'stopped' };

for (const [first, firstRequest] of kinds) {
  for (const [second, secondRequest] of kinds) {
    test(`${first}, then ${second}: each may end first and leaves what the other wants`, async (t) => {
      const platform = await startPlatform(t);
      for (const endFirst of [true, false]) {
        const a = await activeFault(platform, firstRequest);
        const b = await activeFault(platform, secondRequest);
        assert.deepEqual([a.state, b.state], ['active', 'active']);
        assert.equal(stateOfB(platform), held[first] === 'stopped' ? 'stopped' : held[second]);
        const [sooner, later] = endFirst ? [a, b] : [b, a];
        assert.equal((await end(platform, sooner)).state, 'ended');
        assert.equal(stateOfB(platform), held[endFirst ? second : first]);
        assert.equal((await end(platform, later)).state, 'ended');
        assert.equal(stateOfB(platform), 'running');
      }
    });
  }
}

test('a restart of a paused node leaves it paused, in a new life', async (t) => {
  const platform = await startPlatform(t);
  const pause = await activeFault(platform, { kind: 'pause', ...byEngine });
  const before = platform.engine.node('service-b').view.startedAt;
  const restart = await activeFault(platform, { kind: 'restart', ...byEngine });
  const ended = await faultIn(platform, restart.id, 'ended', 'failed');
  assert.equal(ended.state, 'ended');
  assert.equal(stateOfB(platform), 'paused');
  assert.notEqual(platform.engine.node('service-b').view.startedAt, before);
  await end(platform, pause);
  assert.equal(stateOfB(platform), 'running');
});

test('a signal to a paused node reaches it, and the node stays paused', async (t) => {
  const platform = await startPlatform(t);
  const pause = await activeFault(platform, { kind: 'pause', ...byEngine });
  const signal = await activeFault(platform, { kind: 'kill', params: { signal: 'SIGUSR1' }, ...byEngine });
  assert.equal(signal.state, 'active');
  assert.deepEqual(platform.engine.node('service-b').signals, ['SIGUSR1']);
  assert.equal(stateOfB(platform), 'paused');
  await end(platform, signal);
  await end(platform, pause);
  assert.equal(stateOfB(platform), 'running');
});

test('a fault on a node that another one stopped is accepted and waits for its turn', async (t) => {
  const platform = await startPlatform(t);
  const stop = await activeFault(platform, { kind: 'stop', ...byEngine });
  const pause = await activeFault(platform, { kind: 'pause', ...byEngine });
  assert.equal(pause.state, 'active');
  assert.equal(stateOfB(platform), 'stopped');
  await end(platform, stop);
  assert.equal(stateOfB(platform), 'paused');
});

test('two faults that are asked for at the same moment are both kept and both undone', async (t) => {
  const platform = await startPlatform(t);
  const request = { kind: 'pause', targets } as const;
  const create = () => activeFault(platform, request);
  const [first, second] = await Promise.all([create(), create()]);
  assert.deepEqual([first.state, second.state], ['active', 'active']);
  const ended = await end(platform, first);
  assert.equal(ended.state, 'ended', ended.problem?.detail);
  assert.equal(stateOfB(platform), 'paused');
  assert.equal((await end(platform, second)).state, 'ended');
  assert.equal(stateOfB(platform), 'running');
});

for (const order of ['pumba', 'engine'] as const) {
  test(`of overlapping pauses by Pumba and by the engine, that by ${order} may end first`, async (t) => {
    const platform = await startPlatform(t);
    const byPumba = await activeFault(platform, { kind: 'pause', targets, driver: 'pumba' });
    const other = await activeFault(platform, { kind: 'pause', targets });
    assert.deepEqual([byPumba.driver, other.driver], ['pumba', 'engine']);
    const [sooner, later] = order === 'pumba' ? [byPumba, other] : [other, byPumba];
    const ended = await end(platform, sooner);
    assert.equal(ended.state, 'ended', ended.problem?.detail);
    assert.equal(stateOfB(platform), 'paused');
    assert.equal((await end(platform, later)).state, 'ended');
    assert.equal(stateOfB(platform), 'running');
    assert.equal(platform.engine.jobs.size, 0);
  });
}

test('overlapping faults keep their order of ending when they expire', async (t) => {
  const platform = await startPlatform(t);
  const short = await activeFault(platform, { kind: 'pause', durationSeconds: 0.3, ...byEngine });
  const long = await activeFault(platform, { kind: 'pause', durationSeconds: 1, ...byEngine });
  await faultIn(platform, short.id, 'ended');
  assert.equal(stateOfB(platform), 'paused');
  await faultIn(platform, long.id, 'ended');
  assert.equal(stateOfB(platform), 'running');
});

test('faults on different nodes do not wait for each other', async (t) => {
  const engine = labEngine();
  const platform = await startPlatform(t, { engine });
  const release = engine.gate.hold('pause service-a');
  const slow = await createFault(platform, {
    kind: 'pause',
    targets: { nodes: ['service-a'] },
    driver: 'engine',
  });
  await until('the slow call is under way', () => engine.calls.includes('pause service-a'));
  const quick = await activeFault(platform, { kind: 'pause', ...byEngine });
  assert.equal(quick.state, 'active');
  release();
  await faultIn(platform, slow.id, 'active');
});
