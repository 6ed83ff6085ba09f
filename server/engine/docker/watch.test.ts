import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { createFakeDocker, type FakeDocker } from '../../../test/support/fake-docker.ts';
import { until } from '../../../test/support/until.ts';
import type { EngineEvent } from '../port.ts';
import { dockerEngine } from './engine.ts';

async function watching(
  t: TestContext,
  prepare: (docker: FakeDocker) => Promise<void> = async () => undefined,
) {
  const docker = await createFakeDocker();
  await prepare(docker);
  const events: EngineEvent[] = [];
  const stop = new AbortController();
  const { socketPath } = docker;
  const environment = { labNetwork: 'dsp', controlNetwork: 'dsp-control', hostSocketPath: socketPath };
  dockerEngine({ ...environment, socketPath }).watch((event) => events.push(event), stop.signal);
  t.after(async () => {
    stop.abort();
    await docker.close();
  });
  return { docker, events, stop };
}

const typesOf = (events: EngineEvent[]): string => events.map(({ type }) => type).join(' ');

test('what happens to nodes and jobs is told, and nothing of other containers', async (t) => {
  const { docker, events } = await watching(t);
  await until('it is connected', () => docker.eventStreams.length === 1 && events.length === 1);
  docker.tell({ name: 'postgres', image: 'postgres:17' });
  docker.tell({ 'dsp.node': 'service-b' });
  docker.tell({ 'dsp.job': 'fault', 'dsp.id': 'f-1', 'dsp.purpose': '{"fault":"f-1"}' });
  docker.tell({ 'dsp.job': 'fault', 'dsp.id': 'f-2', 'dsp.purpose': 'no JSON' });
  await until('they are told', () => events.length === 4);
  assert.deepEqual(events, [
    { type: 'connected' },
    { type: 'node-changed', name: 'service-b' },
    { type: 'job-changed', id: 'f-1', purpose: { fault: 'f-1' } },
    { type: 'job-changed', id: 'f-2', purpose: null },
  ]);
});

test('only containers are asked for, and only what changes them', async (t) => {
  const { docker } = await watching(t);
  await until('it is connected', () => docker.requests.length > 0);
  const filters = JSON.parse(docker.requests[0]?.query['filters'] ?? '{}') as {
    type: string[];
    event: string[];
  };
  assert.deepEqual(filters.type, ['container']);
  for (const action of ['start', 'die', 'pause', 'unpause', 'destroy'])
    assert.ok(filters.event.includes(action));
  assert.ok(!filters.event.some((action) => action.startsWith('exec_')));
});

test('a connection that is cut in the middle is noticed, told and made again', async (t) => {
  const { docker, events } = await watching(t);
  await until('it is connected', () => docker.eventStreams.length === 1);
  docker.eventStreams[0]?.write('{"Type":"container","Ac');
  docker.eventStreams[0]?.socket?.destroy();
  await until('it is connected again', () => typesOf(events) === 'connected disconnected connected');
  docker.tell({ 'dsp.node': 'service-b' });
  await until('events come again', () => events.at(-1)?.type === 'node-changed');
});

test('a stream that the engine ends is made again', async (t) => {
  const { docker, events } = await watching(t);
  await until('it is connected', () => docker.eventStreams.length === 1);
  docker.eventStreams[0]?.end();
  await until('it is connected again', () => typesOf(events) === 'connected disconnected connected');
});

test('an engine that is not there is waited for, with the reason', async (t) => {
  const { docker, events } = await watching(t, (fake) => fake.stop());
  const first = await until('it is told', () => events[0]);
  assert.equal(first.type, 'disconnected');
  assert.match(first.reason, /follow events.*(ENOENT|ECONNREFUSED)/);
  await docker.start();
  await until('it is connected', () => events.at(-1)?.type === 'connected');
});

test('an engine that is stopped and started again is found again', async (t) => {
  const { docker, events } = await watching(t);
  await until('it is connected', () => docker.eventStreams.length === 1);
  await docker.stop();
  await until('that is told', () => events.at(-1)?.type === 'disconnected');
  await docker.start();
  await until('it is connected', () => events.at(-1)?.type === 'connected');
});

test('nobody is told anything after the end, and the connection is closed', async (t) => {
  const { docker, events, stop } = await watching(t);
  await until('it is connected', () => docker.eventStreams.length === 1);
  stop.abort();
  await until('the connection is closed', () => docker.eventStreams.length === 0);
  assert.equal(typesOf(events), 'connected');
});
