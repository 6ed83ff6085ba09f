import assert from 'node:assert/strict';
import test from 'node:test';
import { problemOf } from '../../../contract/client.ts';
import { client } from '../support/platform.ts';
import { eventually } from '../support/eventually.ts';
import { queryValue } from '../support/prometheus.ts';
import { runTraffic } from './arrival-log.ts';

const targetUrl = 'http://service-b';

test('a script of the user has the same life and the same labels as any run', async (t) => {
  const scenario = { type: 'script', file: 'read-and-write.js' } as const;
  const run = await runTraffic(t, { targetUrl, scenario, durationSeconds: 5 });
  assert.equal(run.state, 'finished');
  assert.ok(run.requests >= 40, `${run.requests} requests`);
  assert.equal(run.failedRequests, 0);
  assert.notEqual(run.latencyMs.p99, null, 'told by the summary at the end only');
  const series = `sum(max_over_time(k6_http_reqs_total{run="${run.id}",source="load"}[1m]))`;
  await eventually('its requests in Prometheus', () => queryValue(`${series} >= ${run.requests}`));
});

test('only files of the folder can be named', async () => {
  for (const [file, code] of [
    ['no-such-script.js', 'script-not-found'],
    ['../../etc/passwd', 'invalid-request'],
    ['.hidden.js', 'invalid-request'],
  ] as const) {
    const start = client('trafficStart', { body: { targetUrl, scenario: { type: 'script', file } } });
    assert.equal(problemOf(await start.catch((error: unknown) => error))?.code, code, file);
  }
});
