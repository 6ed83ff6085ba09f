import assert from 'node:assert/strict';
import test from 'node:test';
import { routes } from '../../contract/routes.ts';
import { startPlatform } from '../support/platform.ts';

const token = 'correct-horse-battery-staple';

/** Every address of the API, with something in the place of its parameters. */
const addresses = [
  ...Object.values(routes).map(({ method, path }) => ({
    method: method as string,
    path: path.replace(/\{\w+\}/g, 'service-a'),
  })),
  { method: 'GET', path: '/api/openapi.json' },
];

test('without the token nothing of the API answers, streams and the OpenAPI document included', async (t) => {
  const platform = await startPlatform(t, { token });
  for (const { method, path } of addresses) {
    const answer = await platform.ask({ method, path });
    assert.equal(answer.status, 401, `${method} ${path}`);
    assert.equal((answer.json as { code: string }).code, 'not-authorized');
    assert.equal(answer.headers['www-authenticate'], 'Bearer');
  }
});

test('a wrong token is refused, whatever it looks like', async (t) => {
  const platform = await startPlatform(t, { token });
  const wrong = [
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token.toUpperCase()}`,
    `Bearer  ${token}`,
    'Bearer',
    'Bearer undefined',
    `Basic ${Buffer.from(`user:${token}`).toString('base64')}`,
    token,
  ];
  for (const authorization of wrong) {
    const answer = await platform.ask({ path: '/api/nodes', headers: { authorization } });
    assert.equal(answer.status, 401, authorization);
  }
  const inQuery = await platform.ask({ path: `/api/nodes?token=${token}&access_token=${token}` });
  assert.equal(inQuery.status, 401);
});

test('another way of writing the address does not get around the token', async (t) => {
  const platform = await startPlatform(t, { token });
  const spellings = [
    '/API/nodes',
    '/Api/openapi.json',
    '/api/NODES',
    '/api/nodes/',
    '/%61pi/nodes',
    '//api/nodes',
    '/swagger/../api/nodes',
    '/api%2fnodes',
    'http://127.0.0.1/api/nodes',
  ];
  for (const path of spellings) {
    const answer = await platform.ask({ path });
    assert.ok([401, 404].includes(answer.status), `${path} answered ${answer.status}`);
  }
  const halt = await platform.ask({ method: 'DELETE', path: '/API/faults' });
  assert.ok([401, 404].includes(halt.status), `halt answered ${halt.status}`);
});

test('the right token opens everything', async (t) => {
  const platform = await startPlatform(t, { token });
  const { nodes } = await platform.call('nodeList', {});
  assert.equal(nodes.length, 2);
  const authorization = `Bearer ${token}`;
  const document = await platform.ask({ path: '/api/openapi.json', headers: { authorization } });
  assert.equal(document.status, 200);
  const lower = await platform.ask({ path: '/api/nodes', headers: { authorization: `bearer ${token}` } });
  assert.equal(lower.status, 200);
  const stream = await platform.events();
  assert.equal(stream.status, 200);
  stream.leave();
});

test('the files of Swagger UI need no token, as they hold no secret', async (t) => {
  const platform = await startPlatform(t, { token });
  for (const path of ['/swagger', '/swagger/start.js', '/swagger/swagger-ui.css', '/']) {
    const answer = await platform.ask({ path });
    assert.ok(answer.status < 400, `${path} answered ${answer.status}`);
  }
});

test('the token is nowhere in the log', async (t) => {
  const platform = await startPlatform(t, { token });
  await platform.call('faultHalt', {});
  await platform.ask({ path: '/api/nodes', headers: { authorization: `Bearer ${token}x` } });
  assert.ok(platform.log.length > 0);
  assert.doesNotMatch(JSON.stringify(platform.log), new RegExp(token));
});
