import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { TrafficResult } from '../../contract/traffic/run.ts';
import { finalResults, liveResults, thresholdResults } from './k6-results.ts';

const samples = new URL('../../test/support/k6-samples/', import.meta.url);

async function sample(name: string): Promise<string> {
  return readFile(new URL(name, samples), 'utf8');
}

test('the answer of a running k6 is read', async () => {
  const results = liveResults(JSON.parse(await sample('live.json')));
  assert.equal(results?.requests, 102);
  assert.equal(results.failedRequests, 0);
  assert.equal(results.droppedIterations, 0);
  assert.equal(results.achievedRps, 19.803180149249663);
  // k6's REST API does not tell the 99th percentile.
  assert.deepEqual(results.latencyMs, { p50: 0.22183, p95: 0.31251084999999995, p99: null });
  assert.deepEqual(TrafficResult.parse(results), results);
});

test('the summary of a run is read, among other lines of output', async () => {
  const lines = (await sample('finished.out')).trim().split('\n');
  const results = finalResults(['{"some":"line of a script"}', ...lines, 'and another one']);
  assert.equal(results?.requests, 121);
  assert.equal(results.failedRequests, 0);
  assert.equal(results.latencyMs.p99, 1.1741995999999975);
  assert.deepEqual(TrafficResult.parse(results), results);
});

test('requests that were refused are failures', async () => {
  const results = finalResults((await sample('refused.out')).trim().split('\n'));
  assert.equal(results?.requests, 91);
  assert.equal(results.failedRequests, 91);
});

test('before the first request there is no latency', () => {
  const answer = { data: [{ id: 'vus', attributes: { sample: { value: 1 } } }] };
  const results = liveResults(answer);
  assert.equal(results?.requests, 0);
  assert.deepEqual(results.latencyMs, { p50: null, p95: null, p99: null });
});

test('an answer that is not understood is no result', () => {
  for (const answer of [undefined, null, 'x', {}, { data: 'x' }, { data: [{ id: 1 }] }]) {
    assert.equal(liveResults(answer), undefined);
  }
});

test('output without a summary is no result; of several summaries the last one holds', async () => {
  assert.equal(finalResults([]), undefined);
  assert.equal(finalResults(['{', '{"dspSummary":7}', 'null']), undefined);
  const [finished, refused] = [(await sample('finished.out')).trim(), (await sample('refused.out')).trim()];
  assert.equal(finalResults([finished, refused])?.requests, 91);
});

test('thresholds are read by their own words', () => {
  const summary = {
    http_req_duration: { values: {}, thresholds: { 'p(95)<500': { ok: true }, 'p(99)<900': { ok: false } } },
    http_req_failed: { values: {}, thresholds: { 'rate<=0.01': { ok: true } } },
    iterations: { values: {} },
  };
  assert.deepEqual(
    [...thresholdResults([JSON.stringify({ dspSummary: summary })])],
    [
      ['p(95)<500', true],
      ['p(99)<900', false],
      ['rate<=0.01', true],
    ],
  );
  assert.equal(thresholdResults([]).size, 0);
});
