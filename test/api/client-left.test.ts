import assert from 'node:assert/strict';
import { connect } from 'node:net';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { open } from '../support/http.ts';
import { startPlatform, type Platform } from '../support/platform.ts';
import { until } from '../support/until.ts';

/** Time in which an error that comes of a client's leave would have been logged, milliseconds. */
const afterwardsMs = 100;

async function assertNothingIsAnError(platform: Platform): Promise<void> {
  await sleep(afterwardsMs);
  assert.deepEqual(
    platform.log.filter(({ level }) => level !== 'info'),
    [],
  );
}

test('a client that leaves in the midst of a stream is no error', async (t) => {
  const platform = await startPlatform(t);
  const before = platform.hub.listeners();
  for (const path of ['/api/events', '/api/nodes/service-a/logs?follow=true']) {
    const response = await open(platform.url, { path });
    response.on('error', () => undefined).destroy();
  }
  await until('both are forgotten', () => platform.hub.listeners() === before);
  await assertNothingIsAnError(platform);
});

test('a client that leaves in the midst of a download is no error', async (t) => {
  const platform = await startPlatform(t);
  // More than the buffers of the sockets take.
  const text = 'x'.repeat(1024 * 1024);
  for (let line = 0; line < 16; line++) platform.engine.node('service-a').write(text);
  const response = await open(platform.url, { path: '/api/nodes/service-a/logs?tail=1000' });
  response.on('error', () => undefined).destroy();
  await assertNothingIsAnError(platform);
});

test('a client that leaves in the midst of its own body is no error', async (t) => {
  const platform = await startPlatform(t);
  const { port, host } = new URL(platform.url);
  const socket = connect(Number(port), '127.0.0.1');
  const head = [
    'POST /api/faults HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/json',
    'Content-Length: 99',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{"kind":`);
  await sleep(afterwardsMs);
  socket.destroy();
  await until('the request is over', () =>
    platform.log.some(({ message }) => message === 'POST /api/faults'),
  );
  await assertNothingIsAnError(platform);
  const answered = platform.log.find(({ message }) => message === 'POST /api/faults');
  assert.equal(answered?.fields['status'], 400);
});
