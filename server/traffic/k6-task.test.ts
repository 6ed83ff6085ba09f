import assert from 'node:assert/strict';
import test from 'node:test';
import { TrafficRequest } from '../../contract/traffic/request.ts';
import { k6Job } from './k6-job.ts';
import { k6Task } from './k6-task.ts';
import type { SeededRequest } from './shapes/shape.ts';
import { planOf } from './shapes/shapes.ts';

function taskOf(given: object, firstSequence = 0) {
  const request = TrafficRequest.parse({
    targetUrl: 'http://service-a/',
    seed: 1,
    ...given,
  }) as SeededRequest;
  return k6Task('r-1', { number: 1, firstSequence, endsAtMs: null, request }, planOf(request));
}

test('the literal request of the product is one phase of evenly spaced messages', () => {
  const { phases, thresholds } = taskOf({ rps: 10, durationSeconds: 300 });
  assert.equal(phases.length, 1);
  assert.deepEqual(phases[0]?.scenario, {
    executor: 'shared-iterations',
    vus: 67,
    iterations: 3_000,
    maxDuration: '302000ms',
    gracefulStop: '6000ms',
    startTime: '0s',
  });
  assert.deepEqual(thresholds, {});
});

test('messages of the warm-up come first, and thresholds are on those after it', () => {
  const { phases, thresholds } = taskOf({
    rps: 20,
    durationSeconds: 10,
    warmUpSeconds: 5,
    thresholds: { errorPercent: 1, latencyMs: { p95: 200 } },
  });
  assert.deepEqual(
    phases.map(({ name, firstSequence, scenario }) => [name, firstSequence, scenario['iterations']]),
    [
      ['warm-up', 0, 50],
      ['constant', 50, 200],
    ],
  );
  assert.equal(phases[1]?.scenario['startTime'], '5s');
  assert.deepEqual(thresholds, {
    'http_req_failed{scenario:constant}': ['rate<=0.01'],
    'http_req_duration{scenario:constant}': ['p(95)<200'],
  });
});

test('a job that takes over numbers its messages on', () => {
  assert.equal(taskOf({ rps: 10, durationSeconds: 10 }, 3_000).phases[0]?.firstSequence, 3_000);
});

test('what a person may write never becomes a part of a command or of the environment', () => {
  const body = '"; rm -rf / #';
  const request = TrafficRequest.parse({
    targetUrl: 'http://service-a/$(id)',
    body,
    headers: { 'X-Note': '`id`' },
    seed: 1,
  }) as SeededRequest;
  const segment = { number: 1, firstSequence: 0, endsAtMs: null, request };
  const options = { image: 'k6', script: '// k6', prometheusUrl: 'http://prometheus:9090' };
  const job = k6Job({ run: 'r-1', segment, plan: planOf(request), ...options });
  assert.ok(!JSON.stringify([job.command, job.env]).includes('id'), 'the words of the request');
  assert.equal((JSON.parse(job.files['/dsp/task.json'] ?? '') as { body: string }).body, body);
});
