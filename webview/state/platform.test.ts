import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replace } from './platform.ts';

test('a new item comes first, a known one keeps its place', () => {
  const keyOf = (item: { id: string }): string => item.id;
  const list = [{ id: 'b' }, { id: 'a', old: true }];
  assert.deepEqual(replace(list, { id: 'c' }, keyOf), [{ id: 'c' }, { id: 'b' }, { id: 'a', old: true }]);
  assert.deepEqual(replace(list, { id: 'a' }, keyOf), [{ id: 'b' }, { id: 'a' }]);
});
