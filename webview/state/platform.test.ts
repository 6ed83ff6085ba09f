import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineProblem, replace, takeEvent, takeHealth } from './platform.ts';

test('a new item comes first, a known one keeps its place', () => {
  const keyOf = (item: { id: string }): string => item.id;
  const list = [{ id: 'b' }, { id: 'a', old: true }];
  assert.deepEqual(replace(list, { id: 'c' }, keyOf), [{ id: 'c' }, { id: 'b' }, { id: 'a', old: true }]);
  assert.deepEqual(replace(list, { id: 'a' }, keyOf), [{ id: 'b' }, { id: 'a' }]);
});

test('an engine that was lost, or came back, while no event told so is known from the health of the parts', () => {
  const healthOf = (status: 'up' | 'down') => ({
    status: 'ok' as const,
    version: '1',
    parts: [{ name: 'engine', status, needed: true, detail: status === 'up' ? null : 'Nobody answers.' }],
  });
  takeHealth(healthOf('down'));
  assert.equal(engineProblem.value, 'Nobody answers.');
  takeEvent({ type: 'engine', time: '2026-01-01T00:00:00Z', reachable: false, detail: 'Gone.' });
  takeHealth(healthOf('up'));
  assert.equal(engineProblem.value, undefined);
});
