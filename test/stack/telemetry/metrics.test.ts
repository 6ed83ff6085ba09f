import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { labelNames, query, queryValue } from '../support/prometheus.ts';
import { sendError, sendMessage } from '../support/service-a.ts';

const nodes = ['service-a', 'service-b'];

before(async () => {
  for (let i = 0; i < 5; i++) await sendMessage();
});

test('every series says which of the three worlds it belongs to', async () => {
  const worlds = await query('count by (source) ({__name__=~".+"})');
  const names = worlds.map(({ labels }) => labels['source'] ?? '(none)');
  assert.ok(names.includes('app') && names.includes('infra'), `worlds: ${names.join(', ')}`);
  assert.deepEqual(
    names.filter((name) => !['app', 'load', 'infra'].includes(name)),
    [],
  );
});

test('every series of an application says its service, node and container', async () => {
  // Recorded series, which have a colon in their name, sum up over nodes and containers.
  const scraped = 'source="app", __name__!~".+:.+"';
  for (const label of ['service_name', 'node', 'container']) {
    const without = await query(`count by (__name__) ({${scraped}, ${label}=""})`);
    assert.deepEqual(without, [], `series without ${label}`);
  }
});

test('what changes with every process is no label', async () => {
  const names = await labelNames('{source="app"}');
  const unwanted = names.filter((name) =>
    /^(process_|telemetry_sdk_|otel_scope_|service_instance_id)/.test(name),
  );
  assert.deepEqual(unwanted, []);
});

for (const node of nodes) {
  test(`${node} reports requests under the standard name`, async () => {
    const selector = `http_server_request_duration_seconds_count{source="app", node="${node}"}`;
    await eventually(selector, () => queryValue(`sum(${selector}) > 0`));
  });

  test(`${node} has rate, errors and duration from its spans`, async () => {
    const labels = `source="app", service_name="${node}", container="${node}", span_kind="SPAN_KIND_SERVER"`;
    const calls = `traces_span_metrics_calls_total{${labels}, http_response_status_code="200"}`;
    await eventually(calls, () => queryValue(`sum(${calls}) > 0`));
    const p95 = `histogram_quantile(0.95, sum by (le) (rate(traces_span_metrics_duration_seconds_bucket{${labels}}[1m])))`;
    const seconds = await eventually(p95, () => queryValue(p95));
    assert.ok(seconds > 0 && seconds < 60, `p95 is ${seconds} s`);
  });
}

test('runtime metrics of both languages are there', async () => {
  const node = '{source="app", node="service-a", __name__=~"(nodejs|v8js)_.+"}';
  await eventually('runtime metrics of Node.js', () => queryValue(`count(${node})`));
  const go = '{source="app", node="service-b", __name__=~"go_.+"}';
  await eventually('runtime metrics of Go', () => queryValue(`count(${go})`));
});

test('the edge from ServiceA to ServiceB is in the span metrics', async () => {
  const edge =
    'traces_span_metrics_calls_total{service_name="service-a", span_kind="SPAN_KIND_CLIENT", server_address="service-b"}';
  await eventually(edge, () => queryValue(`sum(${edge}) > 0`));
});

test('an error is counted as one', async () => {
  const errors =
    'sum(traces_span_metrics_calls_total{service_name="service-a", status_code="STATUS_CODE_ERROR"})';
  const before = (await queryValue(errors)) ?? 0;
  const { status } = await sendError(503);
  assert.equal(status, 503);
  await eventually('one more error', () => queryValue(`${errors} > ${before}`));
});

test('rate() sees the very first error of its kind', async () => {
  const count = (status: number) =>
    `http_server_request_duration_seconds_count{node="service-a", http_response_status_code="${status}"}`;
  const known = await query('http_server_request_duration_seconds_count{node="service-a"}');
  const seen = new Set(known.map(({ labels }) => labels['http_response_status_code']));
  const status = Array.from({ length: 100 }, (_, i) => 400 + i).find((code) => !seen.has(String(code)));
  assert.ok(status, 'every 4xx was seen already');
  await sendError(status);
  await eventually(`a rate of ${count(status)}`, () => queryValue(`rate(${count(status)}[1m]) > 0`));
});

test('the parts of the platform are scraped as infrastructure', async () => {
  for (const job of ['nodes', 'collector', 'prometheus', 'tempo']) {
    assert.equal(await queryValue(`up{job="${job}", source="infra"}`), 1, `up{job="${job}"}`);
  }
});
