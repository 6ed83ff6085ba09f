import assert from 'node:assert/strict';
import test from 'node:test';
import { startPlatform } from '../support/platform.ts';

function codeOf(json: unknown): unknown {
  return (json as { code?: unknown }).code;
}

test('a request that is addressed to a foreign host name is refused, as in DNS rebinding', async (t) => {
  const platform = await startPlatform(t);
  const foreign = [
    'evil.example',
    'evil.example:5050',
    'localhost.evil.example',
    'localhost@evil.example',
    'evil.example@localhost',
    'localhost.',
    '127.0.0.1.nip.io',
    '169.254.169.254',
    '[::2]',
    'service-a',
  ];
  for (const host of foreign) {
    const answer = await platform.ask({ path: '/api/nodes', headers: { host } });
    assert.equal(answer.status, 421, host);
    assert.equal(codeOf(answer.json), 'host-not-allowed');
  }
});

test('a foreign host name is refused before anything is changed or told', async (t) => {
  const platform = await startPlatform(t);
  const headers = { host: 'evil.example' };
  const halt = await platform.ask({ method: 'DELETE', path: '/api/faults', headers });
  assert.equal(halt.status, 421);
  const document = await platform.ask({ path: '/api/openapi.json', headers });
  assert.equal(document.status, 421);
  const page = await platform.ask({ path: '/swagger', headers });
  assert.equal(page.status, 421);
  const events = await platform.ask({ path: '/api/events', headers });
  assert.equal(events.status, 421);
});

test('loopback names and names that were allowed are served, with any port and in any case', async (t) => {
  const platform = await startPlatform(t, { allowedHosts: ['Platform.Example'] });
  for (const host of ['localhost', 'LOCALHOST:5050', '127.0.0.1:1', '[::1]:5050', 'platform.example:80']) {
    const answer = await platform.ask({ path: '/api/nodes', headers: { host } });
    assert.equal(answer.status, 200, host);
  }
});

test('a request that another web site makes is refused by its origin', async (t) => {
  const platform = await startPlatform(t);
  const { port } = new URL(platform.url);
  const foreign = [
    'http://evil.example',
    'null',
    'http://localhost',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://127.0.0.1:${port}.evil.example`,
    'vscode-webview://panel',
  ];
  for (const origin of foreign) {
    for (const method of ['GET', 'DELETE']) {
      const answer = await platform.ask({ method, path: '/api/faults', headers: { origin } });
      assert.equal(answer.status, 403, `${method} from ${origin}`);
      assert.equal(codeOf(answer.json), 'origin-not-allowed');
    }
  }
});

test("the platform's own page may call it", async (t) => {
  const platform = await startPlatform(t);
  const headers = { origin: platform.url, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
  const answer = await platform.ask({ method: 'DELETE', path: '/api/faults', headers });
  assert.equal(answer.status, 200);
});

test('a request that a browser marks as from another site is refused', async (t) => {
  const platform = await startPlatform(t);
  for (const site of ['cross-site', 'same-site']) {
    for (const mode of ['cors', 'no-cors', 'navigate']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
      const body = { targetUrl: 'http://service-a/' };
      const post = await platform.ask({ method: 'POST', path: '/api/traffic/start', headers, body });
      assert.equal(post.status, 403, `${site} ${mode}`);
    }
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
    const image = await platform.ask({ path: '/api/nodes', headers });
    assert.equal(image.status, 403);
  }
  assert.ok(!platform.engine.calls.some((call) => call.startsWith('start-job')));
});

test('a link on another site may lead to the page, which is only looked at', async (t) => {
  const platform = await startPlatform(t);
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  assert.equal((await platform.ask({ path: '/swagger', headers })).status, 200);
});

test('no answer carries a CORS header, not even that to a preflight', async (t) => {
  const platform = await startPlatform(t);
  const asked = {
    origin: 'http://evil.example',
    'access-control-request-method': 'DELETE',
    'access-control-request-headers': 'authorization, content-type',
  };
  const answers = [
    await platform.ask({ method: 'OPTIONS', path: '/api/faults', headers: asked }),
    await platform.ask({ method: 'OPTIONS', path: '/api/faults' }),
    await platform.ask({ path: '/api/faults' }),
    await platform.ask({ path: '/api/openapi.json', headers: { origin: platform.url } }),
    await platform.ask({ path: '/api/nowhere' }),
  ];
  for (const { headers } of answers) {
    const cors = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
    assert.deepEqual(cors, []);
  }
});

test('every answer forbids framing, sniffing, foreign code and storing', async (t) => {
  const platform = await startPlatform(t, { token: 'secret' });
  for (const path of ['/api/nodes', '/swagger', '/api/nowhere', '/nowhere']) {
    const { headers } = await platform.ask({ path });
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /script-src|unsafe-eval|https?:/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-powered-by'], undefined);
  }
});
