import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { problemOf } from '../../../contract/client.ts';
import { docker } from '../support/docker.ts';
import { eventually } from '../support/eventually.ts';
import { apiUrl, client } from '../support/platform.ts';
import { queryValue } from '../support/prometheus.ts';

const started: string[] = [];
after(async () => {
  for (const id of started) await client('trafficDelete', { params: { id } });
});

test("the product's literal request starts constant traffic", async () => {
  const answer = await fetch(`${apiUrl}/api/traffic/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"targetUrl":"http://service-a/api/message-a","rps":10,"durationSeconds":300}',
  });
  assert.equal(answer.status, 202);
  const { id } = (await answer.json()) as { id: string };
  started.push(id);

  const run = await eventually('20 requests', async () => {
    const found = await client('trafficGet', { params: { id } });
    return found.requests >= 20 ? found : undefined;
  });
  assert.equal(run.state, 'running');
  assert.equal(run.failedRequests, 0);
  assert.equal(run.plannedRequests, 3_000);
  assert.ok(Math.abs((run.achievedRps ?? 0) - 10) < 2, `${run.achievedRps} requests a second`);

  const stopped = await client('trafficDelete', { params: { id } });
  assert.equal(stopped.state, 'stopped');
  assert.ok(stopped.requests >= run.requests, 'the results of a stopped run are kept');
  assert.notEqual(stopped.latencyMs.p99, null);
  assert.equal(await docker(['ps', '-aq', '--filter', `label=dsp.id=${id}`]), '', 'its job is removed');
});

test('a run that comes to its end is finished, with its results in Prometheus under its id', async () => {
  const run = await client('trafficStart', {
    body: { targetUrl: 'http://service-b/api/message-b', rps: 20, durationSeconds: 4, name: 'short' },
  });
  started.push(run.id);
  const ended = await eventually('the end of the run', async () => {
    const found = await client('trafficGet', { params: { id: run.id } });
    return found.state === 'running' ? undefined : found;
  });
  assert.equal(ended.state, 'finished');
  assert.equal(ended.exitCode, 0);
  assert.equal(ended.droppedIterations, 0);
  assert.ok(Math.abs(ended.requests - 80) <= 1, `${ended.requests} requests`);

  const query = `sum(max_over_time(k6_http_reqs_total{run="${run.id}",source="load"}[1m]))`;
  const requests = await eventually('the requests in Prometheus', async () => {
    const value = await queryValue(query);
    return value !== undefined && value >= ended.requests ? value : undefined;
  });
  assert.equal(requests, ended.requests);
});

test('a job that is killed from outside makes a failed run, never a finished one', async () => {
  const run = await client('trafficStart', {
    body: { targetUrl: 'http://service-b/api/message-b', rps: 5, durationSeconds: 60 },
  });
  started.push(run.id);
  await docker(['kill', '--signal', 'KILL', `dsp-traffic-${run.id}`]);
  const ended = await eventually('the end of the run', async () => {
    const found = await client('trafficGet', { params: { id: run.id } });
    return found.state === 'running' ? undefined : found;
  });
  assert.equal(ended.state, 'failed');
  assert.match(ended.reason ?? '', /killed/);
});

test('traffic to anything but a node is refused', async () => {
  for (const targetUrl of [
    'http://prometheus:9090/',
    'http://127.0.0.1:5050/',
    'http://host.docker.internal/',
  ]) {
    const failure = await client('trafficStart', { body: { targetUrl } }).catch((error: unknown) => error);
    assert.equal(problemOf(failure)?.code, 'target-not-in-lab', targetUrl);
  }
});
