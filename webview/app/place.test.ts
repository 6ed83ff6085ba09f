import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf, parsePlace } from './place.ts';

test('an empty address is the first view', () => {
  assert.deepEqual(parsePlace(''), { view: 'now', about: {} });
  assert.deepEqual(parsePlace('#/'), { view: 'now', about: {} });
});

test('a place can be written and read', () => {
  const hash = hashOf('logs', { node: 'service-a', text: 'a&b', trace: undefined });
  assert.equal(hash, '#/logs?node=service-a&text=a%26b');
  assert.deepEqual(parsePlace(hash), { view: 'logs', about: { node: 'service-a', text: 'a&b' } });
});
