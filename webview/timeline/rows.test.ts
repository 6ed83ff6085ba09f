import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Timeline } from '../../contract/timeline.ts';
import { marksOf, percentOf, rowsOf, ticksOf, timeAt, windowOf } from './rows.ts';

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
const timeline = {
  runs: [
    {
      id: 'r-1',
      title: 'steady',
      state: 'running',
      from: at(20),
      phases: [{ name: 'running', from: at(20), to: null }],
    },
  ],
  faults: [
    {
      id: 'f-1',
      title: 'latency',
      state: 'ended',
      from: at(10),
      phases: [
        { name: 'starting', from: at(10), to: at(11) },
        { name: 'active', from: at(11), to: at(30) },
      ],
    },
  ],
  nodeEvents: [
    { time: at(12), node: 'service-b', what: 'died', detail: 'exit code 137' },
    { time: at(14), node: null, what: 'engine-back', detail: null },
  ],
} as unknown as Timeline;

test('rows are in the order in which they began; what goes on reaches to now', () => {
  assert.deepEqual(
    rowsOf(timeline, 60).map(({ id, parts }) => [id, parts.map(({ from, to }) => [from, to])]),
    [
      ['f-1', [[10, 11], [11, 30]]], // prettier-ignore
      ['r-1', [[20, 60]]],
    ],
  );
});

test('what became of nodes is kept apart by node', () => {
  const marks = marksOf(timeline);
  assert.deepEqual([...marks.keys()], ['service-b', 'engine']);
  assert.equal(marks.get('service-b')?.[0]?.isBad, true);
  assert.equal(marks.get('engine')?.[0]?.what, 'back');
});

test('places are shares of the window', () => {
  assert.equal(percentOf(15, { from: 10, to: 20 }), 50);
  assert.equal(percentOf(0, { from: 10, to: 20 }), 0);
  assert.equal(percentOf(99, { from: 10, to: 20 }), 100);
});

test('the axis has round moments', () => {
  assert.deepEqual(ticksOf({ from: 1_003, to: 1_303 }, 6), [1_020, 1_080, 1_140, 1_200, 1_260]);
});

test('a place on the axis is a time, and back', () => {
  const window = { from: 100, to: 300 };
  assert.equal(timeAt(0.25, window), 150);
  assert.equal(percentOf(timeAt(0.25, window), window), 25);
});

test('a fault is looked at with some time before and after it, but none that has not come', () => {
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  assert.deepEqual(windowOf({ from: at(100), to: at(160) }, 1_000), { from: 70, to: 190 });
  assert.deepEqual(windowOf({ from: at(100), to: null }, 102), { from: 95, to: 102 });
});
