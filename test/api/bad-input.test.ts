import assert from 'node:assert/strict';
import test from 'node:test';
import type { FieldError, Problem } from '../../contract/problems.ts';
import { startPlatform, type Platform } from '../support/platform.ts';

const targets = { nodes: ['service-b'] };
const targetUrl = 'http://service-a/api/message-a';

/** Sends a body that is not valid and gives what is said of one field. */
async function errorOf(platform: Platform, path: string, body: unknown, field: string): Promise<FieldError> {
  const answer = await platform.ask({ method: 'POST', path, body });
  assert.equal(answer.status, 400, answer.text);
  const problem = answer.json as Problem;
  assert.equal(problem.code, 'invalid-request');
  assert.match(problem.remedy, /errors/);
  const error = problem.errors?.find((each) => each.field === field);
  assert.ok(error, `"${field}" is not named in ${answer.text}`);
  return error;
}

test('a number out of bounds is answered with the field, the bound and the value', async (t) => {
  const platform = await startPlatform(t);
  const cases: [path: string, body: object, field: string, bound: RegExp, value: unknown][] = [
    ['/api/faults', { kind: 'pause', targets, durationSeconds: 90_000 }, 'durationSeconds', /86400/, 90_000],
    ['/api/faults', { kind: 'pause', targets, durationSeconds: 0 }, 'durationSeconds', /0\.1/, 0],
    [
      '/api/faults',
      { kind: 'stop', targets, params: { graceSeconds: 301 } },
      'params.graceSeconds',
      /300/,
      301,
    ],
    [
      '/api/faults',
      { kind: 'pause', targets: { labels: { a: 'b' }, percent: 101 } },
      'targets.percent',
      /100/,
      101,
    ],
    ['/api/faults', { kind: 'pause', targets: { ...targets, count: 0 } }, 'targets.count', /1/, 0],
    ['/api/traffic/start', { targetUrl, rps: 10_001 }, 'rps', /10000/, 10_001],
    ['/api/traffic/start', { targetUrl, rps: 0.01 }, 'rps', /0\.1/, 0.01],
    ['/api/traffic/start', { targetUrl, durationSeconds: 0 }, 'durationSeconds', /1/, 0],
    ['/api/traffic/start', { targetUrl, timeoutMs: 60_001 }, 'timeoutMs', /60000/, 60_001],
  ];
  for (const [path, body, field, bound, value] of cases) {
    const error = await errorOf(platform, path, body, field);
    assert.match(error.message, bound);
    assert.equal(error.value, value);
  }
});

test('a value of the wrong type is answered with the type that is expected', async (t) => {
  const platform = await startPlatform(t);
  const rps = await errorOf(platform, '/api/traffic/start', { targetUrl, rps: '10' }, 'rps');
  assert.match(rps.message, /number/);
  assert.equal(rps.value, '10');
  const whole = await errorOf(
    platform,
    '/api/traffic/start',
    { targetUrl, durationSeconds: 1.5 },
    'durationSeconds',
  );
  assert.match(whole.message, /int/);
  const dryRun = await errorOf(platform, '/api/faults', { kind: 'pause', targets, dryRun: 'true' }, 'dryRun');
  assert.match(dryRun.message, /boolean/);
});

test('a word that is not one of those allowed is answered with those that are', async (t) => {
  const platform = await startPlatform(t);
  const driver = await errorOf(
    platform,
    '/api/faults',
    { kind: 'pause', targets, driver: 'docker' },
    'driver',
  );
  assert.match(driver.message, /auto.*engine.*pumba/);
  const signal = await errorOf(
    platform,
    '/api/faults',
    { kind: 'kill', targets, params: { signal: 'SIGSEGV' } },
    'params.signal',
  );
  assert.match(signal.message, /SIGKILL.*SIGTERM/);
  const kind = await errorOf(platform, '/api/faults', { kind: 'explode', targets }, 'kind');
  assert.match(kind.message, /pause.*stop.*kill.*restart/);
  assert.equal(kind.value, 'explode');
  const type = { targetUrl, scenario: { type: 'zigzag' } };
  const scenario = await errorOf(platform, '/api/traffic/start', type, 'scenario.type');
  assert.match(scenario.message, /constant/);
  assert.equal(scenario.value, 'zigzag');
});

test('a field that is missing is named', async (t) => {
  const platform = await startPlatform(t);
  await errorOf(platform, '/api/traffic/start', {}, 'targetUrl');
  await errorOf(platform, '/api/faults', { kind: 'pause' }, 'targets');
  await errorOf(platform, '/api/faults', { targets }, 'kind');
  const neither = await errorOf(platform, '/api/faults', { kind: 'pause', targets: {} }, 'targets.nodes');
  assert.match(neither.message, /"nodes" or "labels"/);
});

test('fields that exclude each other are refused together', async (t) => {
  const platform = await startPlatform(t);
  const both = { nodes: ['service-a'], labels: { tier: 'backend' } };
  await errorOf(platform, '/api/faults', { kind: 'pause', targets: both }, 'targets.nodes');
  const numbers = { labels: { tier: 'backend' }, count: 1, percent: 50 };
  await errorOf(platform, '/api/faults', { kind: 'pause', targets: numbers }, 'targets.count');
});

test('several fields at fault are all named at once', async (t) => {
  const platform = await startPlatform(t);
  const body = { targetUrl: 'ftp://service-a', rps: 0, method: 'BREW', color: 'red' };
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', body });
  const named = (answer.json as Problem).errors?.map(({ field }) => field).sort();
  assert.deepEqual(named, ['color', 'method', 'rps', 'targetUrl']);
});

test('a node name that is no name is refused before anybody looks for it', async (t) => {
  const platform = await startPlatform(t);
  const names = [
    '',
    'Service-B',
    '../service-b',
    'service-b;id',
    '$(id)',
    're2:.*',
    '-b',
    'a'.repeat(64),
    'a\nb',
  ];
  for (const name of names) {
    const body = { kind: 'pause', targets: { nodes: [name] } };
    await errorOf(platform, '/api/faults', body, 'targets.nodes.0');
  }
  await errorOf(platform, '/api/faults', { kind: 'pause', targets: { nodes: [] } }, 'targets.nodes');
});

test('a body that is not JSON, or not an object, is refused', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'content-type': 'application/json' };
  for (const body of ['', '{', '{"a":1,}', "{'a':1}", 'undefined', '\ufeff{}', 'NaN', '{"a":1}{"b":2}']) {
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', headers, body });
    assert.equal((answer.json as Problem).code, 'malformed-json', body);
    assert.equal(answer.status, 400);
  }
  for (const body of ['null', '[]', '"x"', '1', 'true', '[{}]']) {
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', headers, body });
    assert.equal((answer.json as Problem).code, 'invalid-request', body);
  }
});

test('bytes that are no UTF-8 are refused', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'content-type': 'application/json' };
  const body = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', headers, body });
  assert.equal((answer.json as Problem).code, 'malformed-json');
});

test('a body that is nested without end is refused like any other', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'content-type': 'application/json' };
  const nested = '['.repeat(30_000) + ']'.repeat(30_000);
  const bodies = [
    nested,
    `{"id":${nested}}`,
    `{"x":${nested}}`,
    '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  ];
  for (const body of bodies) {
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', headers, body });
    assert.equal((answer.json as Problem).code, 'invalid-request');
  }
});

test('a problem does not send a long value back in full', async (t) => {
  const platform = await startPlatform(t);
  const body = { id: 'x'.repeat(60_000) };
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/stop', body });
  assert.equal(answer.status, 400);
  assert.ok(answer.text.length < 2_000, `${answer.text.length} characters`);
});

test('a path that climbs out of its place leads nowhere', async (t) => {
  const platform = await startPlatform(t);
  const names = [
    '..',
    '%2e%2e',
    '%2e%2e%2fservice-b',
    '..%5cservice-b',
    '%00',
    'service-b%00',
    '%E0%A4%A',
    'a%0Ab',
  ];
  for (const name of names) {
    for (const path of [`/api/nodes/${name}`, `/api/nodes/${name}/logs`]) {
      const answer = await platform.ask({ path });
      assert.equal(answer.status, 400, path);
      assert.equal((answer.json as Problem).errors?.[0]?.field, 'name');
    }
  }
  for (const path of [
    '/api/nodes/../faults',
    '/swagger/../package.json',
    '/swagger/%2e%2e/main.ts',
    '/etc/passwd',
  ]) {
    assert.equal((await platform.ask({ path })).status, 404, path);
  }
  for (const path of ['/api/faults/..', '/api/traffic/F-1', '/api/faults/%2e%2e%2f1234']) {
    const answer = await platform.ask({ path });
    assert.equal(answer.status, 400, path);
    assert.equal((answer.json as Problem).errors?.[0]?.field, 'id');
  }
});

test('a query that is not valid is answered with the field at fault', async (t) => {
  const platform = await startPlatform(t);
  const cases = [
    ['/api/nodes/service-a/logs?tail=-1', 'tail'],
    ['/api/nodes/service-a/logs?tail=10001', 'tail'],
    ['/api/nodes/service-a/logs?tail=many', 'tail'],
    ['/api/nodes/service-a/logs?tail=', 'tail'],
    ['/api/nodes/service-a/logs?tail=0x10', 'tail'],
    ['/api/nodes/service-a/logs?tail=1&tail=2', 'tail'],
    ['/api/nodes/service-a/logs?follow=yes', 'follow'],
    ['/api/nodes/service-a/logs?tails=5', 'tails'],
    ['/api/metrics/query', 'query'],
    ['/api/metrics/query?query=up&start=1', 'step'],
    ['/api/metrics/query?query=up&time=-1', 'time'],
    ['/api/metrics/query?query=up&start=1&end=2&step=0', 'step'],
  ];
  for (const [path = '', field] of cases) {
    const answer = await platform.ask({ path });
    assert.equal(answer.status, 400, path);
    const named = (answer.json as Problem).errors?.map((error) => error.field);
    assert.deepEqual(named, [field], path);
  }
});

test('an address that does not exist is answered with 404, another method with 405 and those that are known', async (t) => {
  const platform = await startPlatform(t);
  for (const path of [
    '/api',
    '/api/',
    '/api/nowhere',
    '/api/nodes/a/b',
    '/metrics',
    '/favicon.ico',
    '/api/fault',
  ]) {
    const answer = await platform.ask({ path });
    assert.equal(answer.status, 404, path);
    assert.equal((answer.json as Problem).code, 'not-found');
  }
  const cases: [method: string, path: string, allow: string][] = [
    ['PUT', '/api/faults', 'POST, GET, DELETE'],
    ['POST', '/api/nodes', 'GET'],
    ['DELETE', '/api/nodes/service-a', 'GET'],
    ['GET', '/api/traffic/start', 'POST'],
    ['DELETE', '/api/traffic/stop', 'POST'],
    ['PATCH', '/api/faults/catalog', 'GET'],
    ['DELETE', '/api/faults/catalog', 'GET'],
    ['POST', '/api/openapi.json', 'GET'],
    ['TRACE', '/api/nodes', 'GET'],
  ];
  for (const [method, path, allow] of cases) {
    const answer = await platform.ask({ method, path });
    assert.equal(answer.status, 405, `${method} ${path}`);
    assert.equal((answer.json as Problem).code, 'method-not-allowed');
    const methods = (text: string | undefined): string[] => (text ?? '').split(', ').sort();
    assert.deepEqual(methods(answer.headers.allow), methods(allow));
  }
});

test('HEAD is answered like GET, without a body', async (t) => {
  const platform = await startPlatform(t);
  for (const path of ['/api/nodes', '/api/openapi.json', '/api/events']) {
    const answer = await platform.ask({ method: 'HEAD', path });
    assert.equal(answer.status, 200, path);
    assert.equal(answer.text, '');
  }
});

test('an unexpected error is answered without a word of what is inside, and logged under its request id', async (t) => {
  const platform = await startPlatform(t);
  platform.engine.nodes.set('broken', { view: null } as never);
  Object.defineProperty(platform.engine.node('service-a'), 'lines', {
    get: () => {
      throw new TypeError('secret detail');
    },
  });
  const answer = await platform.ask({ path: '/api/nodes/service-a/logs' });
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.text, /secret|TypeError|\.ts/);
  const { instance } = answer.json as Problem;
  const entry = platform.log.find(({ fields }) => fields['requestId'] === instance && fields['error']);
  assert.match(String(entry?.fields['error']), /secret detail/);
});
