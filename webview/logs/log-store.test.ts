import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRecord } from '../../contract/logs.ts';
import { createLogStore } from './log-store.ts';

const record = (second: number, text: string): LogRecord => ({
  time: new Date(second * 1_000).toISOString(),
  service: 'a',
  node: 'a',
  level: null,
  text,
  traceId: null,
});
const texts = (store: ReturnType<typeof createLogStore>): string[] =>
  store.entries.map(({ record: { text } }) => text);

test('what comes late is put where it belongs, and keeps what is around it', () => {
  const store = createLogStore();
  store.take([record(1, 'one'), record(3, 'three')], false);
  const three = store.entries[1];
  store.take([record(2, 'two'), record(4, 'four')], false);
  assert.deepEqual(texts(store), ['one', 'two', 'three', 'four']);
  assert.equal(store.entries[2], three);
  assert.equal(new Set(store.entries.map(({ id }) => id)).size, 4);
});

test('what a stream tells again after it broke is not taken twice', () => {
  const store = createLogStore();
  store.take([record(1, 'one'), record(1, 'same'), record(1, 'same')], false);
  store.take([record(1, 'one'), record(1, 'same'), record(2, 'two')], true);
  assert.deepEqual(texts(store), ['one', 'same', 'same', 'two']);
});

test('the oldest lines are forgotten', () => {
  const store = createLogStore();
  store.take([record(1, 'one'), record(2, 'two'), record(3, 'three')], false);
  store.trim(2);
  assert.deepEqual(texts(store), ['two', 'three']);
});

test('a line that was forgotten may be told again', () => {
  const store = createLogStore();
  store.take([record(1, 'one'), record(2, 'two')], true);
  store.trim(1);
  store.take([record(1, 'one'), record(2, 'two')], true);
  assert.deepEqual(texts(store), ['one', 'two']);
});

test('the list stays the same until something changes', () => {
  const store = createLogStore();
  store.take([record(1, 'one')], true);
  const { entries } = store;
  store.take([record(1, 'one')], true);
  store.trim(5);
  assert.equal(store.entries, entries);
  store.take([record(2, 'two')], true);
  assert.notEqual(store.entries, entries);
  assert.equal(entries.length, 1, 'a list that was given away does not grow');
});
