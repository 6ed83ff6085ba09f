import assert from 'node:assert/strict';
import test from 'node:test';
import { PlatformEvent } from '../../contract/events.ts';
import type { Fault } from '../../contract/faults/fault.ts';
import { activeFault } from '../support/faults.ts';
import { open } from '../support/http.ts';
import { startPlatform, type Platform } from '../support/platform.ts';
import type { EventReader, SentEvent } from '../support/sse.ts';
import { until } from '../support/until.ts';

/** Makes so many events and waits until they are published. */
function makeEvents(platform: Platform, number: number): void {
  for (let at = 0; at < number; at += 1) {
    platform.hub.publish({ type: 'engine', reachable: true, detail: `event ${at}` });
  }
}

function detailOf({ data }: SentEvent): string | null {
  return (data as { detail: string | null }).detail;
}

async function details(reader: EventReader, number: number): Promise<(string | null)[]> {
  const all = [];
  while (all.length < number) all.push(detailOf(await reader.next(({ event }) => event === 'engine')));
  return all;
}

test('events come as server-sent events that no cache and no proxy holds back', async (t) => {
  const platform = await startPlatform(t);
  const response = await open(platform.url, { path: '/api/events' });
  t.after(() => response.destroy());
  assert.equal(response.statusCode, 200);
  assert.match(response.headers['content-type'] ?? '', /^text\/event-stream\b/);
  assert.match(response.headers['cache-control'] ?? '', /no-cache/);
  assert.equal(response.headers['x-accel-buffering'], 'no');
  assert.equal(response.headers['content-length'], undefined);
  let text = '';
  response.on('data', (chunk: Buffer) => (text += chunk.toString()));
  makeEvents(platform, 1);
  await until('it is there', () => text.includes('event 0'));
  assert.match(
    text,
    /^: connected\n\nid: [0-9a-f]{8}-\d+\nevent: engine\ndata: \{"type":"engine",.*"time":".+"\}\n\n$/,
  );
});

test('every event is one of the contract, with the whole state of its resource', async (t) => {
  const platform = await startPlatform(t);
  const reader = await platform.events();
  const { id } = await activeFault(platform, {
    kind: 'pause',
    targets: { nodes: ['service-b'] },
    driver: 'engine',
  });
  await platform.call('faultEnd', { params: { id } });
  platform.engine.removeNode('service-a');
  const seen: PlatformEvent[] = [];
  while (seen.at(-1)?.type !== 'engine') {
    const { event, data } = await reader.next();
    const parsed = PlatformEvent.parse(data);
    assert.deepEqual(parsed, data);
    assert.equal(parsed.type, event);
    seen.push(parsed);
    if (parsed.type === 'node' && parsed.node.state === 'missing') platform.engine.lose('gone');
  }
  reader.leave();
  const faults = seen.flatMap((event) => (event.type === 'fault' ? [event.fault] : []));
  assert.deepEqual(
    [...new Set(faults.map(({ state }: Fault) => state))],
    ['starting', 'active', 'ending', 'ended'],
  );
  const nodes = seen.flatMap((event) => (event.type === 'node' ? [event.node] : []));
  const paused = nodes.find(({ name, state }) => name === 'service-b' && state === 'paused');
  assert.deepEqual(paused?.faults, [id]);
  const last = nodes.findLast(({ name }) => name === 'service-a');
  assert.equal(last?.state, 'missing');
  const engine = seen.at(-1);
  assert.ok(engine?.type === 'engine' && !engine.reachable && engine.detail === 'gone');
});

test('a client that comes back gets what it has missed, and then what is new', async (t) => {
  const platform = await startPlatform(t);
  const first = await platform.events();
  makeEvents(platform, 3);
  await first.next(({ event }) => event === 'engine');
  const { id } = await first.next();
  first.leave();
  makeEvents(platform, 2);
  const second = await platform.events({ headers: { 'last-event-id': id ?? '' } });
  makeEvents(platform, 1);
  assert.deepEqual(await details(second, 4), ['event 2', 'event 0', 'event 1', 'event 0']);
  second.leave();
});

test('a client that has missed nothing gets only what is new', async (t) => {
  const platform = await startPlatform(t);
  const first = await platform.events();
  makeEvents(platform, 1);
  const { id } = await first.next(({ event }) => event === 'engine');
  first.leave();
  const second = await platform.events({ headers: { 'last-event-id': id ?? '' } });
  platform.hub.publish({ type: 'engine', reachable: false, detail: 'new' });
  assert.equal(detailOf(await second.next()), 'new');
  second.leave();
});

test('a client without a last event gets no history', async (t) => {
  const platform = await startPlatform(t);
  makeEvents(platform, 5);
  const reader = await platform.events();
  platform.hub.publish({ type: 'engine', reachable: false, detail: 'new' });
  assert.equal(detailOf(await reader.next()), 'new');
  reader.leave();
});

test('a client that has missed too much, or comes from another life, is told to read the lists again', async (t) => {
  const platform = await startPlatform(t);
  const first = await platform.events();
  makeEvents(platform, 1);
  const { id = '' } = await first.next(({ event }) => event === 'engine');
  first.leave();
  makeEvents(platform, 1_001);
  const [life, number] = id.split('-');
  const strange = [
    id,
    '00000000-1',
    `${life}-999999`,
    `${life}-`,
    `${life}-x`,
    `${life}-1.5`,
    `${number}`,
    'x',
  ];
  for (const lastEventId of strange) {
    const reader = await platform.events({ headers: { 'last-event-id': lastEventId } });
    const event = await reader.next();
    assert.equal(event.event, 'reset', lastEventId);
    reader.leave();
    // Whoever takes up the stream from there misses nothing.
    const next = await platform.events({ headers: { 'last-event-id': event.id ?? '' } });
    platform.hub.publish({ type: 'engine', reachable: false, detail: `after ${lastEventId}` });
    assert.equal(detailOf(await next.next()), `after ${lastEventId}`);
    next.leave();
  }
});

test('a client that leaves is forgotten', async (t) => {
  const platform = await startPlatform(t);
  const before = platform.hub.listeners();
  const readers = await Promise.all([platform.events(), platform.events(), platform.events()]);
  assert.equal(platform.hub.listeners(), before + 3);
  readers.forEach((reader) => reader.leave());
  await until('all are forgotten', () => platform.hub.listeners() === before);
});

test('a client that does not read is dropped, and the others are not held up', async (t) => {
  const platform = await startPlatform(t);
  const before = platform.hub.listeners();
  const asleep = await open(platform.url, { path: '/api/events' });
  asleep.pause();
  asleep.on('error', () => undefined);
  const awake = await platform.events();
  assert.equal(platform.hub.listeners(), before + 2);
  const detail = 'x'.repeat(64 * 1024);
  // As much as the buffers of the sockets take, and then what may pile up.
  await until('it is dropped', () => {
    platform.hub.publish({ type: 'engine', reachable: true, detail });
    return platform.hub.listeners() < before + 2;
  });
  platform.hub.publish({ type: 'engine', reachable: true, detail: 'last' });
  await awake.next((event) => detailOf(event) === 'last');
  awake.leave();
});

test('the last lines of a log come as one answer', async (t) => {
  const platform = await startPlatform(t);
  const node = platform.engine.node('service-a');
  for (const text of ['one', 'two', 'three']) node.write(text);
  node.write('four', 'stderr');
  const { lines } = await platform.call('nodeLogs', { params: { name: 'service-a' }, query: { tail: 2 } });
  assert.deepEqual(
    (lines as { stream: string; text: string }[]).map(({ stream, text }) => `${stream} ${text}`),
    ['stdout three', 'stderr four'],
  );
  const none = await platform.call('nodeLogs', { params: { name: 'service-a' }, query: { tail: 0 } });
  assert.deepEqual(none.lines, []);
});

test('a log that is followed goes on until the node stops', async (t) => {
  const platform = await startPlatform(t);
  const node = platform.engine.node('service-a');
  node.write('before');
  const reader = await platform.events({ path: '/api/nodes/service-a/logs?follow=true&tail=1' });
  const textOf = ({ event, data }: SentEvent) => `${event} ${(data as { text: string }).text}`;
  assert.equal(textOf(await reader.next()), 'log before');
  node.write('after');
  assert.equal(textOf(await reader.next()), 'log after');
  node.write('last');
  node.stop();
  assert.deepEqual((await reader.rest()).map(textOf), ['log last']);
});

test('a log that nobody follows any more is not read any more', async (t) => {
  const platform = await startPlatform(t);
  const { happenings } = platform.engine.node('service-a');
  const before = happenings.listenerCount('news');
  const reader = await platform.events({ path: '/api/nodes/service-a/logs?follow=true' });
  await until('it is followed', () => happenings.listenerCount('news') > before);
  reader.leave();
  await until('it is not followed', () => happenings.listenerCount('news') === before);
});

test('the log of an unknown node is a problem, not a stream', async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({ path: '/api/nodes/service-x/logs?follow=true' });
  assert.equal(answer.status, 404);
});
