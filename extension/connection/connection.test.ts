import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallError } from '../../contract/wire/call-error.ts';
import type { StreamListener } from '../../contract/wire/stream-listener.ts';
import { createLab } from '../lab/lab.ts';
import type { EngineState } from '../platform/engine-state.ts';
import { createConnection, type ConnectionOptions } from './connection.ts';
import type { Transport } from './transport.ts';

/** A platform in the hands of the test: what it answers, and its stream of events. */
function setUp(
  engine: 'running' | 'not-running' | 'not-installed' | 'no-permission' = 'running',
  more: Partial<ConnectionOptions> = {},
) {
  const streams: StreamListener[] = [];
  let open = 0;
  let calls = 0;
  let clock = 0;
  const lists = { nodes: [{ name: 'service-a' }], faults: [], runs: [] };
  const transport = {
    call: () => {
      calls++;
      return Promise.resolve(lists);
    },
    stream: (_: string, listener: StreamListener) => {
      streams.push(listener);
      open++;
      return () => void open--;
    },
  } as unknown as Transport;
  const lab = createLab();
  const connection = createConnection({
    transport,
    lab,
    readEngine: () => Promise.resolve({ kind: engine, where: '', sentence: '', remedy: '' } as EngineState),
    now: () => clock,
    patienceMs: 1_000,
    ...more,
  });
  const down = async (code: string) => {
    streams.at(-1)?.onDown?.('', new CallError(code, code));
    await settle();
  };
  const up = async () => {
    streams.at(-1)?.onOpen?.();
    await settle();
  };
  const tell = (data: unknown) => streams.at(-1)?.onEvent({ event: 'change', data });
  return {
    ...{ connection, lab, up, down, tell },
    openStreams: () => open,
    calls: () => calls,
    wait: (ms: number) => void (clock += ms),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('nobody looks: nothing is asked', () => {
  const { connection, calls, openStreams } = setUp();
  assert.equal(connection.state.name, 'idle');
  assert.equal(calls() + openStreams(), 0);
});

test('however many look, there is one stream, and none when the last one leaves', async () => {
  const { connection, up, openStreams, lab } = setUp();
  const first = connection.hold();
  const second = connection.hold();
  assert.equal(openStreams(), 1);
  await up();
  assert.equal(connection.state.name, 'connected');
  assert.deepEqual([...lab.nodes.keys()], ['service-a']);
  first();
  first();
  assert.equal(openStreams(), 1);
  second();
  assert.equal(openStreams(), 0);
  assert.equal(connection.state.name, 'idle');
});

test('what is told while the lists are read is not taken back by them', async () => {
  const { connection, lab, up, tell } = setUp();
  connection.hold();
  const opened = up();
  for (const state of ['stopping', 'stopped'])
    tell({ type: 'node', node: { name: 'service-a', state }, time: '' });
  await opened;
  assert.equal(lab.nodes.get('service-a')?.state, 'stopped');
});

test('nothing answers: the state says which of the causes it is', async () => {
  const causes = [
    ['running', 'stopped'],
    ['not-running', 'engine-stopped'],
    ['not-installed', 'no-engine'],
    ['no-permission', 'no-permission'],
  ] as const;
  for (const [engine, state] of causes) {
    const { connection, down } = setUp(engine);
    connection.hold();
    await down('not-running');
    assert.equal(connection.state.name, state);
  }
});

test('a refused token, a hang and something else at the address are told apart', async () => {
  const { connection, down } = setUp();
  connection.hold();
  await down('not-authorized');
  assert.equal(connection.state.name, 'refused');
  await down('timeout');
  assert.equal(connection.state.name, 'unreachable');
});

test('an API that dies leaves what was seen, marked as stale, and only later counts as stopped', async () => {
  const { connection, up, down, lab, wait } = setUp();
  connection.hold();
  await up();
  await down('not-running');
  assert.equal(connection.state.name, 'lost');
  assert.equal(lab.nodes.size, 1);
  wait(900);
  await down('not-running');
  assert.equal(connection.state.name, 'lost');
  wait(200);
  await down('not-running');
  assert.equal(connection.state.name, 'stopped');
  assert.equal(lab.nodes.size, 0);
});

test('an API that comes back is right again', async () => {
  const { connection, up, down } = setUp();
  connection.hold();
  await up();
  await down('unreachable');
  assert.equal(connection.state.name, 'lost');
  await up();
  assert.equal(connection.state.name, 'connected');
});

test('while the platform is started, a failed attempt says nothing; afterwards it is tried at once', async () => {
  const { connection, down, up, openStreams } = setUp();
  connection.hold();
  connection.setBusy('starting');
  await down('not-running');
  assert.equal(connection.state.name, 'starting');
  connection.setBusy(undefined);
  assert.equal(openStreams(), 1);
  await up();
  assert.equal(connection.state.name, 'connected');
});

test('lists that come after everybody has left change nothing', async () => {
  const { connection, lab, up } = setUp();
  const release = connection.hold();
  const opening = up();
  release();
  await opening;
  assert.equal(lab.nodes.size, 0);
  assert.equal(connection.state.name, 'idle');
});

test('an engine that cannot be asked, and a token that cannot be read, keep nobody from the state', async () => {
  const failing = () => Promise.reject(new Error('locked'));
  const { connection, down, openStreams } = setUp('running', { ready: failing, readEngine: failing });
  connection.hold();
  await settle();
  assert.equal(openStreams(), 1);
  await down('not-running');
  assert.equal(connection.state.name, 'stopped');
});

test('an action while nobody looks reads the lists once', async () => {
  const { connection, lab, calls, openStreams } = setUp();
  await connection.refresh();
  assert.equal(calls(), 3);
  assert.equal(openStreams(), 0);
  assert.equal(lab.nodes.size, 1);
});
