import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, initialOfFields, problemOfField, titleOf, valuesOf, numbersOf } from './fields.ts';
import type { JsonSchema } from './json-schema.ts';

const latency: JsonSchema = {
  type: 'object',
  properties: {
    delayMs: {
      type: 'number',
      title: 'Delay',
      description: 'Milliseconds.',
      default: 100,
      minimum: 0,
      maximum: 60_000,
    },
    correlation: { type: 'number' },
    distribution: { type: 'string', enum: ['uniform', 'normal'], default: 'uniform' },
    everybody: { type: 'boolean', default: false },
    workers: { type: 'integer', minimum: 1 },
    headers: { type: 'object' },
    type: { type: 'string', enum: ['latency'] },
  },
  required: ['workers'],
};
const fields = fieldsOf(latency);

test('every simple property becomes a field; objects and constants do not', () => {
  assert.deepEqual(
    fields.map(({ name, kind }) => [name, kind]),
    [
      ['delayMs', 'number'],
      ['correlation', 'number'],
      ['distribution', 'choice'],
      ['everybody', 'boolean'],
      ['workers', 'integer'],
    ],
  );
});

test('a property without a title is named after itself, with its unit', () => {
  assert.equal(titleOf('jitterMs'), 'Jitter (ms)');
  assert.equal(titleOf('warmUpSeconds'), 'Warm up (s)');
  assert.equal(titleOf('targetUrl'), 'Target URL');
  assert.equal(titleOf('rps'), 'Rate (requests/s)');
  assert.equal(titleOf('delayMs', 'Delay'), 'Delay (ms)');
});

test('defaults are filled in, and what is known beforehand goes first', () => {
  const initial = initialOfFields(fields, { delayMs: '250' });
  assert.deepEqual(initial, {
    delayMs: '250',
    correlation: '',
    distribution: 'uniform',
    everybody: 'false',
    workers: '',
  });
});

test('values have the types of the schema; empty ones are left to the API', () => {
  assert.deepEqual(
    valuesOf(fields, {
      delayMs: ' 20 ',
      correlation: '',
      distribution: 'normal',
      everybody: 'true',
      workers: '2',
    }),
    { delayMs: 20, distribution: 'normal', everybody: true, workers: 2 },
  );
});

test('bounds, kinds and needed fields are checked before the API is asked', () => {
  const [delay, , , , workers] = fields;
  assert.ok(delay !== undefined && workers !== undefined);
  assert.equal(problemOfField(delay, '-1'), 'Must be at least 0.');
  assert.equal(problemOfField(delay, '60001'), 'Must be at most 60000.');
  assert.equal(problemOfField(delay, 'fast'), 'Must be a number.');
  assert.equal(problemOfField(delay, ''), undefined);
  assert.equal(problemOfField(workers, ''), 'Needed.');
  assert.equal(problemOfField(workers, '1.5'), 'Must be a whole number.');
});

test('numbers are read as people write them', () => {
  assert.deepEqual(numbersOf(' 80, 443  8080 '), [80, 443, 8080]);
  assert.deepEqual(numbersOf(' '), []);
});
