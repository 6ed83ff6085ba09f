import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trafficSchemaOf } from './traffic-schema.ts';

test('scenarios are found through their references, in order', () => {
  const ramp = { description: 'Rises.', properties: { type: { enum: ['ramp'] }, toRps: { type: 'number' } } };
  const constant = { properties: { type: { enum: ['constant'] } } };
  const { request, scenarios } = trafficSchemaOf({
    components: {
      schemas: {
        TrafficRequest: { required: ['targetUrl'] },
        Scenario: {
          oneOf: [{ $ref: '#/components/schemas/Constant' }, { $ref: '#/components/schemas/Ramp' }],
        },
        Constant: constant,
        Ramp: ramp,
      },
    },
  });
  assert.deepEqual(request, { required: ['targetUrl'] });
  assert.deepEqual(scenarios, [
    { type: 'constant', description: '', schema: constant },
    { type: 'ramp', description: 'Rises.', schema: ramp },
  ]);
});

test('a description without them gives nothing to choose', () => {
  assert.deepEqual(trafficSchemaOf({}), { request: {}, scenarios: [] });
});
