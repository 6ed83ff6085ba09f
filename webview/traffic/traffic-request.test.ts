import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filledTraffic, trafficFields, trafficRequestOf } from './traffic-request.ts';
import type { TrafficSchema } from './traffic-schema.ts';

const schema: TrafficSchema = {
  request: {
    properties: {
      targetUrl: { type: 'string' },
      rps: { type: 'number', default: 10 },
      durationSeconds: { type: 'integer', default: 60 },
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
      schema: { properties: { toRps: { type: 'number' }, upSeconds: { type: 'number' } } },
    },
  ],
};

test('constant traffic is the three fields of the quick start', () => {
  const fields = trafficFields(schema, 'constant');
  const filled = filledTraffic(fields, { rps: '20' });
  assert.deepEqual(trafficRequestOf(fields, 'constant', filled), {
    targetUrl: 'http://service-a/api/message-a',
    rps: 20,
    durationSeconds: 60,
  });
});

test('a scenario that says its rate and length does not ask for them again', () => {
  const fields = trafficFields(schema, 'ramp');
  assert.deepEqual(
    fields.main.map(({ name }) => name),
    ['targetUrl'],
  );
  assert.deepEqual(trafficRequestOf(fields, 'ramp', filledTraffic(fields, { seed: '7' })), {
    targetUrl: 'http://service-a/api/message-a',
    scenario: { type: 'ramp', toRps: 50, upSeconds: 30 },
    seed: 7,
  });
});
