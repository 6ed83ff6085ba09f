import assert from 'node:assert/strict';
import test from 'node:test';
import { TrafficRequest } from '../../contract/traffic/request.ts';
import { k6Job } from './k6-job.ts';
import { planOf } from './shapes/shapes.ts';

const files = { image: 'grafana/k6:1.8.1', script: '// k6', prometheusUrl: 'http://prometheus:9090' };

function jobOf(fields: object) {
  const request = { ...TrafficRequest.parse({ targetUrl: 'http://service-a/', ...fields }), seed: 1 };
  const segment = { number: 1, firstSequence: 0, endsAtMs: null, request };
  return k6Job({ run: 'r-abc', segment, plan: planOf(request), ...files });
}

test('a script of the user is asked for the summary that ours gives by itself', () => {
  const own = jobOf({ scenario: { type: 'script', file: 'a.js' } });
  assert.ok(own.command.includes('--summary-export=stderr'));
  assert.equal(own.files['/dsp/task.json'], undefined);
  assert.equal(own.env['DSP_TARGET_URL'], 'http://service-a/');
  const ours = jobOf({});
  assert.ok(!ours.command.includes('--summary-export=stderr'));
  assert.ok(ours.files['/dsp/task.json'] !== undefined);
});
