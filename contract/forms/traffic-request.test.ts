import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrafficRequest } from '../traffic/request.ts';
import { trafficDraftOf, type TrafficDraft } from './traffic-draft.ts';
import { trafficFields } from './traffic-fields.ts';
import { problemsOfTraffic } from '../../webview/traffic/traffic-problems.ts';
import { trafficRequestOf } from './traffic-request.ts';
import type { TrafficSchema } from './traffic-schema.ts';

const schema: TrafficSchema = {
  request: {
    properties: {
      targetUrl: { type: 'string' },
      rps: { type: 'number', default: 10, minimum: 0.1 },
      durationSeconds: { type: 'integer', default: 60 },
      method: { enum: ['GET', 'POST'], default: 'POST' },
      body: { type: ['string', 'null'] },
      timeoutMs: { type: 'integer', default: 5000 },
      seed: { type: 'integer' },
    },
    required: ['targetUrl'],
  },
  scenarios: [
    {
      type: 'constant',
      description: '',
      schema: { properties: { type: { type: 'string', enum: ['constant'] } } },
    },
    {
      type: 'ramp',
      description: '',
      schema: { properties: { toRps: { type: 'number', maximum: 100 }, upSeconds: { type: 'number' } } },
    },
  ],
};

const constant = trafficFields(schema, 'constant');
const draft = trafficDraftOf({ rps: '20' });
const targetUrl = 'http://service-a/api/message-a';

test('constant traffic is the three fields of the quick start', () => {
  assert.deepEqual(trafficRequestOf(constant, draft), { targetUrl, rps: 20, durationSeconds: 60 });
});

test('a scenario that says its rate and length does not ask for them again', () => {
  const fields = trafficFields(schema, 'ramp');
  assert.deepEqual(
    fields.main.map(({ name }) => name),
    ['targetUrl'],
  );
  assert.deepEqual(trafficRequestOf(fields, { ...trafficDraftOf({ seed: '7' }), type: 'ramp' }), {
    targetUrl,
    scenario: { type: 'ramp', toRps: 50, upSeconds: 30 },
    seed: 7,
  });
});

test('request, further targets and limits are said as the API wants them', () => {
  const full: TrafficDraft = {
    ...draft,
    written: { rps: '20', method: 'GET', body: '{"n":{{sequence}}}', timeoutMs: '900' },
    headers: [
      { name: ' x-tenant ', value: 'blue' },
      { name: '', value: 'not said yet' },
    ],
    moreTargets: [
      { name: 'http://service-b/api/message-b', value: '2.5' },
      { name: 'http://service-b/', value: '' },
    ],
    expectedStatus: '200, 404',
    limits: { errorPercent: '1', p95: '250', p50: '' },
  };
  const body = trafficRequestOf(constant, full);
  assert.deepEqual(body, {
    targetUrl,
    rps: 20,
    durationSeconds: 60,
    method: 'GET',
    body: '{"n":{{sequence}}}',
    timeoutMs: 900,
    headers: { 'x-tenant': 'blue' },
    moreTargets: [
      { targetUrl: 'http://service-b/api/message-b', weight: 2.5 },
      { targetUrl: 'http://service-b/' },
    ],
    expectedStatus: [200, 404],
    thresholds: { errorPercent: 1, latencyMs: { p95: 250 } },
  });
  assert.ok(TrafficRequest.safeParse(body).success);
  assert.deepEqual(problemsOfTraffic(constant, full), {});
});

test('what is wrong is told under the path of the field that it is about', () => {
  const wrong = (change: Partial<TrafficDraft>): string[] =>
    Object.keys(problemsOfTraffic(constant, { ...draft, ...change }));
  assert.deepEqual(wrong({}), []);
  assert.deepEqual(wrong({ written: { rps: '0' } }), ['rps']);
  assert.deepEqual(wrong({ limits: { p99: '0', errorPercent: '200' } }), [
    'thresholds.errorPercent',
    'thresholds.p99',
  ]);
  assert.deepEqual(wrong({ expectedStatus: '20' }), ['expectedStatus']);
  assert.deepEqual(wrong({ moreTargets: [{ name: 'http://x/', value: 'much' }] }), ['moreTargets.0.weight']);
  const ramp = { ...trafficDraftOf({ toRps: '101' }), type: 'ramp' };
  assert.deepEqual(Object.keys(problemsOfTraffic(trafficFields(schema, 'ramp'), ramp)), ['scenario.toRps']);
});
