import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricsAnswer } from '../../contract/metrics.ts';
import { endLines, linesOf } from './points.ts';

const answer = (...series: MetricsAnswer['series']): MetricsAnswer => ({ resultType: 'matrix', series });

test('lines are named by their legend', () => {
  const lines = linesOf([
    { legend: '{{from}} → {{ to }}', answer: answer({ labels: { from: 'a', to: 'b' }, points: [[1, '2']] }) },
    { legend: 'all', answer: answer({ labels: {}, points: [[1, '3']] }) },
  ]);
  assert.deepEqual(lines, [
    { name: 'a → b', points: [[1, 2]] },
    { name: 'all', points: [[1, 3]] },
  ]);
});

test('lines of the same name are told apart by all their labels', () => {
  const names = linesOf([
    {
      legend: 'p95',
      answer: answer({ labels: { run: 'x' }, points: [] }, { labels: { run: 'y' }, points: [] }),
    },
    { legend: 'p95', answer: answer({ labels: { run: 'x' }, points: [] }) },
  ]).map(({ name }) => name);
  assert.deepEqual(names, ['p95 run=x', 'p95 run=y', 'p95 run=x (2)']);
});

test('what is no number is no value', () => {
  const [line] = linesOf([
    {
      legend: '',
      answer: answer({
        labels: {},
        points: [
          [1, 'NaN'],
          [2, '+Inf'],
          [3, '0.1234567891234'],
        ],
      }),
    },
  ]);
  assert.deepEqual(line?.points, [
    [1, null],
    [2, null],
    [3, 0.123456789],
  ]);
});

test('a line that stops gets a point without a value', () => {
  const lines = endLines([{ name: 'a', points: [[5, 1]] }], new Set(['a', 'b']), 5);
  assert.deepEqual(lines, [
    { name: 'a', points: [[5, 1]] },
    { name: 'b', points: [[5, null]] },
  ]);
});
