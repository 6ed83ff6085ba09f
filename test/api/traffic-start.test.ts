import assert from 'node:assert/strict';
import test from 'node:test';
import type { Problem } from '../../contract/problems.ts';
import type { TrafficRun } from '../../contract/traffic/run.ts';
import { images, labEngine, startPlatform } from '../support/platform.ts';
import { exampleTraffic, runIn, startTraffic } from '../support/traffic.ts';

test("the product's own request starts constant traffic", async (t) => {
  const platform = await startPlatform(t);
  const answer = await platform.ask({
    method: 'POST',
    path: '/api/traffic/start',
    headers: { 'content-type': 'application/json' },
    body: '{"targetUrl":"http://service-a/api/message-a","rps":10,"durationSeconds":300}',
  });
  assert.equal(answer.status, 202);
  const run = answer.json as TrafficRun;
  assert.equal(run.state, 'running');
  assert.equal(run.targetUrl, 'http://service-a/api/message-a');
  assert.equal(run.method, 'POST');
  assert.equal(run.rps, 10);
  assert.equal(run.durationSeconds, 300);
  assert.equal(run.scenario.type, 'constant');
  assert.equal(run.plannedRequests, 3_000);
  assert.equal(run.requests, 0);
  assert.equal(Date.parse(run.endsAt ?? '') - Date.parse(run.startedAt ?? ''), 300_000);
});

test('the job of a run is k6 on the lab network, with the run as data and no rights', async (t) => {
  const platform = await startPlatform(t);
  const run = await startTraffic(platform, {
    headers: { 'x-lesson': 'one' },
    body: '{"a":1}',
    timeoutMs: 250,
  });
  const { spec } = platform.engine.job();
  assert.equal(spec.id, run.id);
  assert.equal(spec.kind, 'traffic');
  assert.equal(spec.image, images.k6);
  assert.deepEqual(spec.place, { in: 'lab-network' });
  assert.deepEqual(spec.rights, []);
  assert.deepEqual(Object.keys(spec.files).sort(), ['/dsp/run.js', '/dsp/task.json']);
  assert.equal(spec.command[0], 'run');
  assert.equal(spec.command.at(-1), '/dsp/run.js');
  assert.ok(spec.command.includes(`--tag=run=${run.id}`));
  assert.ok(spec.command.includes('--tag=source=load'));
  assert.ok(spec.command.includes('--out=experimental-prometheus-rw'));
  assert.equal(spec.env['K6_PROMETHEUS_RW_SERVER_URL'], 'http://127.0.0.1:1/api/v1/write');
  assert.equal(spec.env['K6_NO_USAGE_REPORT'], 'true');
  const task = JSON.parse(spec.files['/dsp/task.json'] ?? '') as Record<string, unknown>;
  assert.equal(task['run'], run.id);
  assert.deepEqual(task['targets'], [{ url: 'http://service-a/api/message-a', weight: 1 }]);
  assert.deepEqual(task['headers'], { 'x-lesson': 'one' });
  assert.equal(task['body'], '{"a":1}');
  assert.equal(task['timeoutMs'], 250);
  // A request under way has its time-out, and k6 its last words.
  assert.ok(spec.stopGraceSeconds > 0.25);
});

test('nothing that a request says becomes a part of the command', async (t) => {
  const platform = await startPlatform(t);
  const name = '$(id) `id` --out=json=/x; rm -rf / "\'';
  await startTraffic(platform, { name, body: name, headers: { 'x-a': name } });
  const { command, env } = platform.engine.job().spec;
  assert.doesNotMatch(JSON.stringify([command, env]), /rm -rf|json=\/x/);
});

test('traffic may not leave the lab, by whatever way the address is written', async (t) => {
  const engine = labEngine();
  engine.addNode('elsewhere', { addresses: [{ network: 'other', address: '10.0.0.1' }] });
  const platform = await startPlatform(t, { engine });
  const outside = [
    'http://example.com/',
    'http://service-a.example.com/',
    'http://service-a.',
    'http://service-ab/',
    'http://localhost/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://169.254.169.254/latest/meta-data',
    'http://host.docker.internal/',
    'http://dsp-prometheus-1:9090/',
    'http://172.20.0.2/',
    'http://service-a@example.com/',
    'http://service-a:80@example.com/',
    'http://example.com\\@service-a/',
    'http://example.com#@service-a/',
    'http://example.com?@service-a/',
    'http://service-a%2eexample.com/',
    'http://user@service-a/',
    'http://user:secret@service-a/',
    'http://:secret@service-a/',
    'http://elsewhere/',
    'http://service-x/',
  ];
  for (const targetUrl of outside) {
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', body: { targetUrl } });
    assert.equal(answer.status, 422, `${targetUrl}: ${answer.text}`);
    assert.equal((answer.json as Problem).code, 'target-not-in-lab');
  }
  const among = { ...exampleTraffic, moreTargets: [{ targetUrl: 'http://example.com/' }] };
  const more = await platform.ask({ method: 'POST', path: '/api/traffic/start', body: among });
  assert.equal((more.json as Problem).code, 'target-not-in-lab');
  assert.equal(engine.jobs.size, 0);
  assert.deepEqual((await platform.call('trafficList', {})).runs, []);
});

test('an address that is none, or not of the web, is refused as a field', async (t) => {
  const platform = await startPlatform(t);
  const wrong = [
    '',
    'service-a',
    '/api',
    'ftp://service-a/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http:// service-a/',
  ];
  for (const targetUrl of wrong) {
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', body: { targetUrl } });
    assert.equal(answer.status, 400, targetUrl);
    assert.equal((answer.json as Problem).errors?.[0]?.field, 'targetUrl');
  }
});

test('what k6 gets is the address that was checked, however it was written', async (t) => {
  const platform = await startPlatform(t);
  const spellings = {
    'HTTP://SERVICE-A/api': 'http://service-a/api',
    ' http://service-a/api ': 'http://service-a/api',
    'http://service-a\\@evil.example/': 'http://service-a/@evil.example/',
    'http://serv\tice-a/\r\napi': 'http://service-a/api',
    'http://ｓervice-a/api': 'http://service-a/api',
    'http://service-a:80/api/../x': 'http://service-a/x',
    'http://service-a:8080/': 'http://service-a:8080/',
  };
  for (const [written, meant] of Object.entries(spellings)) {
    const run = await startTraffic(platform, { targetUrl: written });
    assert.equal(run.targetUrl, meant, JSON.stringify(written));
    const { files } = platform.engine.job(({ spec }) => spec.id === run.id).spec;
    const { targets } = JSON.parse(files['/dsp/task.json'] ?? '') as { targets: { url: string }[] };
    assert.equal(targets[0]?.url, meant);
  }
});

test('a node that a fault has stopped is a fair target', async (t) => {
  const engine = labEngine();
  engine.addNode('stopped', { state: 'stopped', addresses: [], exitCode: 0 });
  const platform = await startPlatform(t, { engine });
  const run = await startTraffic(platform, { targetUrl: 'http://stopped/' });
  assert.equal(run.state, 'running');
});

test('headers that the platform sets itself, or that would break a request, are refused', async (t) => {
  const platform = await startPlatform(t);
  const wrong: Record<string, string>[] = [
    { traceparent: '00-1-2-01' },
    { Baggage: 'a=b' },
    { HOST: 'evil.example' },
    { 'Idempotency-Key': 'x' },
    { 'content-length': '5' },
    { 'transfer-encoding': 'chunked' },
    { connection: 'close' },
    { 'x-a': 'b\r\nx-injected: 1' },
    { 'x-a': 'b\nc' },
    { 'x-a': 'b\0c' },
    { 'x-a\r\nx-injected': '1' },
    { 'x a': '1' },
    { 'x:a': '1' },
    { '': '1' },
    { 'x-a': 'y'.repeat(1025) },
    Object.fromEntries(Array.from({ length: 33 }, (_, number) => [`x-${number}`, '1'])),
  ];
  for (const headers of wrong) {
    const body = { ...exampleTraffic, headers };
    const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', body });
    assert.equal(answer.status, 400, JSON.stringify(headers).slice(0, 80));
    assert.match((answer.json as Problem).errors?.[0]?.field ?? '', /^headers/);
  }
  assert.equal(platform.engine.jobs.size, 0);
});

test('without the image of k6 the run fails with a word on what to do, and nothing is left', async (t) => {
  const engine = labEngine();
  engine.images.delete(images.k6);
  const platform = await startPlatform(t, { engine });
  const answer = await platform.ask({ method: 'POST', path: '/api/traffic/start', body: exampleTraffic });
  assert.equal(answer.status, 503);
  const { code, detail, remedy } = answer.json as Problem;
  assert.equal(code, 'image-missing');
  assert.match(detail ?? '', /lab\/k6:1/);
  assert.match(remedy, /npm start/);
  const { runs } = await platform.call('trafficList', {});
  assert.equal(runs[0]?.state, 'failed');
  assert.match(runs[0].reason ?? '', /lab\/k6:1 is not at hand/);
  assert.equal(engine.jobs.size, 0);
});

test('several runs go on at once, each with its own job', async (t) => {
  const platform = await startPlatform(t);
  const runs = await Promise.all([1, 2, 3].map((rps) => startTraffic(platform, { rps, name: `run ${rps}` })));
  assert.equal(platform.engine.jobs.size, 3);
  assert.equal(new Set(runs.map(({ id }) => id)).size, 3);
  await platform.call('trafficDelete', { params: { id: runs[1]?.id ?? '' } });
  const { runs: listed } = await platform.call('trafficList', {});
  const states = new Map(listed.map(({ name, state }) => [name, state]));
  assert.deepEqual(
    ['run 1', 'run 2', 'run 3'].map((name) => states.get(name)),
    ['running', 'stopped', 'running'],
  );
  await runIn(platform, runs[0]?.id ?? '', 'running');
});
