import assert from 'node:assert/strict';
import test from 'node:test';
import type { Problem } from '../../contract/problems.ts';
import { startFakeParts } from '../support/fake-parts.ts';
import { images, labEngine, startPlatform } from '../support/platform.ts';
import { until } from '../support/until.ts';

test('health is ok when every needed part is up', async (t) => {
  const parts = await startFakeParts();
  t.after(() => parts.close());
  const platform = await startPlatform(t, { partsUrl: parts.url });
  const health = await platform.call('healthGet', {});
  assert.equal(health.status, 'ok');
  assert.deepEqual(
    health.parts.map(({ name, status, needed }) => [name, status, needed]),
    [
      ['engine', 'up', true],
      ['collector', 'up', true],
      ['prometheus', 'up', true],
      ['tempo', 'up', true],
      ['loki', 'up', false],
      ['grafana', 'up', false],
    ],
  );
});

test('health is degraded when a needed part does not answer, and says which', async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({ path: '/api/health' });
  // The API itself works: whoever wants to know more reads the body.
  assert.equal(answer.status, 200);
  const { status, parts } = answer.json as {
    status: string;
    parts: { name: string; status: string; detail: string }[];
  };
  assert.equal(status, 'degraded');
  const prometheus = parts.find(({ name }) => name === 'prometheus');
  assert.equal(prometheus?.status, 'down');
  assert.match(prometheus.detail, /does not answer at http:\/\/127\.0\.0\.1:1\/-\/ready/);
});

test('health says that a part is still starting', async (t) => {
  const parts = await startFakeParts();
  t.after(() => parts.close());
  parts.answers.set('/ready', { status: 503, body: {} });
  const platform = await startPlatform(t, { partsUrl: parts.url });
  const health = await platform.call('healthGet', {});
  assert.equal(health.status, 'degraded');
  const tempo = health.parts.find(({ name }) => name === 'tempo');
  assert.match(tempo?.detail ?? '', /status 503: it is still starting/);
});

test('health says that the engine is away, and why', async (t) => {
  const platform = await startPlatform(t);
  platform.engine.lose('The daemon was stopped.');
  const engine = await until('it is noticed', async () => {
    const { parts } = await platform.call('healthGet', {});
    const part = parts.find(({ name }) => name === 'engine');
    return part?.status === 'down' && part;
  });
  assert.equal(engine.detail, 'The daemon was stopped.');
});

test('capabilities tell the engine, the images and the drivers, each with its reason and remedy', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.pumba);
  engine.programs.set(images.shaper, (job) => {
    const parts = { netem: { works: false, reason: 'no sch_netem' }, nfqueue: { works: true } };
    const report = { ingress: { works: true, detail: 'by NFQUEUE' }, egress: { works: false }, parts };
    job.write('stdout', JSON.stringify(report));
    job.exit(0);
  });
  const platform = await startPlatform(t, { engine });
  const capabilities = await platform.call('capabilitiesGet', {});
  assert.equal(capabilities.engine.reachable, true);
  assert.equal(capabilities.engine.version, '28.0.0');
  assert.deepEqual(
    capabilities.kernel.map(({ name, available, reason }) => [name, available, reason]),
    [
      ['ingress', true, 'by NFQUEUE'],
      ['egress', false, 'It does not work.'],
      ['netem', false, 'no sch_netem'],
      ['nfqueue', true, 'It works.'],
    ],
  );
  assert.match(capabilities.kernel[2]?.remedy ?? '', /shaper/);
  const k6 = capabilities.images.find(({ name }) => name === 'k6');
  assert.deepEqual([k6?.available, k6?.reference, k6?.remedy], [true, images.k6, null]);
  const pumbaImage = capabilities.images.find(({ name }) => name === 'pumba');
  assert.equal(pumbaImage?.available, false);
  assert.match(pumbaImage.remedy ?? '', /docker pull lab\/pumba:1/);
  const pumba = capabilities.drivers.find(({ name }) => name === 'pumba');
  assert.equal(pumba?.available, false);
  assert.match(pumba.reason, /not at hand/);
  const own = capabilities.drivers.find(({ name }) => name === 'engine');
  assert.equal(own?.available, true);
  assert.ok(own.kinds.includes('pause'));
  // The kernel does not change while the platform runs: it is tried once.
  await platform.call('capabilitiesGet', {});
  assert.equal(engine.calls.filter((call) => call.startsWith('start-job p-')).length, 1);
  assert.equal(engine.jobs.size, 0);
});

test('a kernel that could not be tried is told as that, and tried again', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.shaper);
  const platform = await startPlatform(t, { engine });
  const { kernel } = await platform.call('capabilitiesGet', {});
  assert.equal(kernel[0]?.name, 'probe');
  assert.equal(kernel[0].available, false);
  assert.match(kernel[0].reason, /could not be tried.*lab\/shaper:1/);
  assert.equal(engine.jobs.size, 0);
  engine.images.add(images.shaper);
  engine.programs.set(images.shaper, (job) => {
    const parts = { tun: { works: true } };
    job.write('stdout', JSON.stringify({ ingress: { works: true }, egress: { works: true }, parts }));
    job.exit(0);
  });
  const again = await platform.call('capabilitiesGet', {});
  assert.deepEqual(
    again.kernel.map(({ name }) => name),
    ['ingress', 'egress', 'tun'],
  );
});

test('a query goes to Prometheus as a form and comes back as series', async (t) => {
  const parts = await startFakeParts();
  t.after(() => parts.close());
  const matrix = {
    resultType: 'matrix',
    result: [
      {
        metric: { job: 'a' },
        values: [
          [1, '2'],
          [2, 'NaN'],
        ],
      },
    ],
  };
  parts.answers.set('/api/v1/query_range', { status: 200, body: { status: 'success', data: matrix } });
  const vector = { resultType: 'vector', result: [{ metric: {}, value: [1.5, '7'] }] };
  parts.answers.set('/api/v1/query', { status: 200, body: { status: 'success', data: vector } });
  const platform = await startPlatform(t, { partsUrl: parts.url });

  const range = await platform.call('metricsQuery', {
    query: { query: 'up{a="b&c"}', start: 1, end: 2, step: 1 },
  });
  assert.deepEqual(range.series, [
    {
      labels: { job: 'a' },
      points: [
        [1, '2'],
        [2, 'NaN'],
      ],
    },
  ]);
  const instant = await platform.call('metricsQuery', { query: { query: 'up' } });
  assert.deepEqual(instant, { resultType: 'vector', series: [{ labels: {}, points: [[1.5, '7']] }] });

  const [asked] = parts.requests.filter(({ path }) => path === '/api/v1/query_range');
  const form = new URLSearchParams(asked?.body);
  assert.equal(form.get('query'), 'up{a="b&c"}');
  assert.deepEqual([form.get('start'), form.get('end'), form.get('step')], ['1', '2', '1']);
});

test("a query that Prometheus refuses is a problem in Prometheus's own words", async (t) => {
  const parts = await startFakeParts();
  t.after(() => parts.close());
  const refusal = { status: 'error', errorType: 'bad_data', error: 'parse error: unexpected end of input' };
  parts.answers.set('/api/v1/query', { status: 400, body: refusal });
  const platform = await startPlatform(t, { partsUrl: parts.url });
  const answer = await platform.ask({ path: '/api/metrics/query?query=up%7B' });
  assert.equal(answer.status, 422);
  const { code, detail } = answer.json as Problem;
  assert.equal(code, 'query-refused');
  assert.equal(detail, 'parse error: unexpected end of input');
});

test('a Prometheus that is away, or answers nonsense, is a problem of its own', async (t) => {
  const away = await startPlatform(t);
  const parts = await startFakeParts();
  t.after(() => parts.close());
  const strange = await startPlatform(t, { partsUrl: parts.url });
  for (const platform of [away, strange]) {
    const answer = await platform.ask({ path: '/api/metrics/query?query=up' });
    assert.equal(answer.status, 503);
    assert.equal((answer.json as Problem).code, 'telemetry-unreachable');
  }
});

test('Swagger UI is served from our own files and loads nothing from elsewhere', async (t) => {
  const platform = await startPlatform(t);
  const page = await platform.ask({ path: '/swagger' });
  assert.match(page.headers['content-type'] ?? '', /^text\/html\b/);
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
  assert.ok(loaded.length >= 3);
  for (const path of loaded) {
    assert.match(path, /^\/swagger\//);
    const file = await platform.ask({ path });
    assert.equal(file.status, 200, path);
    assert.ok(file.text.length > 0);
  }
  const start = await platform.ask({ path: '/swagger/start.js' });
  assert.match(start.text, /url: '\/api\/openapi\.json'/);
  assert.match(start.text, /persistAuthorization: false/);
  assert.doesNotMatch(page.text + start.text, /https?:\/\//);
  assert.doesNotMatch(page.text, /<script>(?!<)/);
});
