import assert from 'node:assert/strict';
import test from 'node:test';
import type { Problem } from '../../contract/problems.ts';
import { startPlatform, type Platform } from '../support/platform.ts';

const pause = { kind: 'pause', targets: { nodes: ['service-b'] } };
const traffic = { targetUrl: 'http://service-a/api/message-a' };

function assertNothingWasDone(platform: Platform): void {
  const changes = platform.engine.calls.filter((call) =>
    /^(pause|resume|stop|start|kill|restart|start-job|stop-job|remove-job)\b/.test(call),
  );
  assert.deepEqual(changes, []);
}

test('a body that a form of another site can send is refused', async (t) => {
  const platform = await startPlatform(t);
  const types = [
    'text/plain',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'application/jso',
    '',
  ];
  for (const type of types) {
    const headers = { 'content-type': type };
    const body = JSON.stringify(pause);
    const answer = await platform.ask({ method: 'POST', path: '/api/faults', headers, body });
    assert.equal(answer.status, 415, type);
    assert.equal((answer.json as Problem).code, 'unsupported-media-type');
  }
  const none = await platform.ask({ method: 'POST', path: '/api/faults', body: JSON.stringify(pause) });
  assert.equal(none.status, 415);
  assertNothingWasDone(platform);
});

test('JSON is taken with parameters of its type and in any case', async (t) => {
  const platform = await startPlatform(t);
  for (const type of ['application/json', 'application/json;charset=utf-8', 'Application/JSON ; x=y']) {
    const body = JSON.stringify({ ...pause, dryRun: true });
    const headers = { 'content-type': type };
    const answer = await platform.ask({ method: 'POST', path: '/api/faults', headers, body });
    assert.equal(answer.status, 200, type);
  }
});

test('a body over 64 KiB is refused with a problem, also one that does not tell its length', async (t) => {
  const platform = await startPlatform(t);
  const body = JSON.stringify({ ...traffic, body: 'x'.repeat(70_000) });
  const headers = { 'content-type': 'application/json' };
  for (const extra of [{}, { 'transfer-encoding': 'chunked' }]) {
    const answer = await platform.ask({
      method: 'POST',
      path: '/api/traffic/start',
      headers: { ...headers, ...extra },
      body,
    });
    assert.equal(answer.status, 413);
    assert.equal((answer.json as Problem).code, 'body-too-large');
  }
  assertNothingWasDone(platform);
});

test('a body of many megabytes is refused with a problem, too', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.alloc(8 * 1024 * 1024, 0x20);
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', headers, body });
  assert.equal(answer.status, 413);
});

test('a body of exactly 64 KiB is read', async (t) => {
  const platform = await startPlatform(t);
  const body = JSON.stringify({ ...pause, dryRun: true }).padEnd(64 * 1024, ' ');
  const headers = { 'content-type': 'application/json' };
  const answer = await platform.ask({ method: 'POST', path: '/api/faults', headers, body });
  assert.equal(answer.status, 200);
});

test('an image, a path, a command or a volume in a body is refused by its name', async (t) => {
  const platform = await startPlatform(t);
  const smuggled = {
    image: 'evil/image',
    Image: 'evil/image',
    path: '/etc/shadow',
    file: '/etc/shadow',
    command: ['sh', '-c', 'id'],
    Cmd: ['sh'],
    entrypoint: 'sh',
    volume: '/:/host',
    volumes: ['/:/host'],
    Binds: ['/:/host'],
    mounts: [],
    privileged: true,
    HostConfig: { Privileged: true },
    env: { LD_PRELOAD: '/x' },
    network: 'host',
    user: 'root',
    container: 'abc',
    script: 'x.js',
  };
  const bodies = [
    { path: '/api/faults', body: pause, at: '' },
    { path: '/api/faults', body: pause, at: 'targets' },
    { path: '/api/faults', body: { ...pause, params: {} }, at: 'params' },
    { path: '/api/traffic/start', body: traffic, at: '' },
    { path: '/api/traffic/start', body: { ...traffic, scenario: { type: 'constant' } }, at: 'scenario' },
    { path: '/api/traffic/stop', body: {}, at: '' },
  ];
  for (const [field, value] of Object.entries(smuggled)) {
    for (const { path, body, at } of bodies) {
      const answer = await platform.ask({ method: 'POST', path, body: withField(body, at, field, value) });
      assert.equal(answer.status, 400, `${field} at ${path} ${at}`);
      const { code, errors } = answer.json as Problem;
      assert.equal(code, 'invalid-request');
      const expected = at === '' ? field : `${at}.${field}`;
      assert.ok(
        errors?.some((error) => error.field === expected),
        `${expected} is not named in ${JSON.stringify(errors)}`,
      );
    }
    // Requests that change something are limited to a number in a second.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assertNothingWasDone(platform);
});

function withField(body: object, at: string, field: string, value: unknown): object {
  if (at === '') return { ...body, [field]: value };
  return { ...body, [at]: { ...(body as Record<string, object>)[at], [field]: value } };
}

test('keys that could reach the prototype of objects do nothing', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'content-type': 'application/json' };
  const bodies = [
    '{"kind":"pause","targets":{"nodes":["service-b"]},"__proto__":{"dryRun":true}}',
    '{"kind":"pause","targets":{"nodes":["service-b"]},"constructor":{"prototype":{"polluted":1}}}',
    '{"kind":"pause","targets":{"labels":{"__proto__":"x"}}}',
    '{"kind":"pause","targets":{"labels":{"constructor":"x"}}}',
    '{"kind":"pause","targets":{"__proto__":{"nodes":["service-b"]}}}',
    '{"kind":"__proto__","targets":{"nodes":["service-b"]}}',
    '{"kind":"constructor","targets":{"nodes":["service-b"]}}',
    '{"kind":"toString","targets":{"nodes":["service-b"]}}',
    '{"__proto__":{"kind":"pause","targets":{"nodes":["service-b"]}}}',
  ];
  for (const body of bodies) {
    const answer = await platform.ask({ method: 'POST', path: '/api/faults', headers, body });
    assert.ok([400, 422].includes(answer.status), `${answer.status} for ${body}`);
  }
  const scenario = '{"targetUrl":"http://service-a/","scenario":{"type":"__proto__"}}';
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', headers, body: scenario });
  assert.equal(answer.status, 400);
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.equal(({} as Record<string, unknown>)['dryRun'], undefined);
  assertNothingWasDone(platform);
});

test('a script that changes things without end is held back', async (t) => {
  const platform = await startPlatform(t);
  const statuses = await changeWithoutEnd(platform);
  assert.ok(statuses.includes(200));
  assert.ok(statuses.includes(429));
});

test('halting and stopping are never held back', async (t) => {
  const platform = await startPlatform(t);
  await changeWithoutEnd(platform);
  const stop = () => platform.ask({ method: 'POST', path: '/api/traffic/stop', body: {} });
  const stops = await Promise.all(Array.from({ length: 50 }, async () => (await stop()).status));
  assert.deepEqual([...new Set(stops)], [202]);
  assert.equal((await platform.ask({ method: 'DELETE', path: '/api/faults' })).status, 200);
});

async function changeWithoutEnd(platform: Platform): Promise<number[]> {
  const body = { targetUrl: 'http://service-a/' };
  const plan = () => platform.ask({ method: 'POST', path: '/api/traffic/plan', body });
  return Promise.all(Array.from({ length: 250 }, async () => (await plan()).status));
}
