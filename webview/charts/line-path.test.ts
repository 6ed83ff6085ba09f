import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { traceLine } from './line-path.ts';

type Step = ['move' | 'line', number, number];
const gap = Number.NaN;

/** Draws the values, one a second, so that this many seconds are one pixel; a unit is a pixel too. */
function trace(values: number[], secondsPerPixel = 1): Step[] {
  const steps: Step[] = [];
  traceLine(
    { moveTo: (x, y) => void steps.push(['move', x, y]), lineTo: (x, y) => void steps.push(['line', x, y]) },
    {
      times: Float64Array.from(values, (_, second) => second),
      values: Float64Array.from(values),
      firstRow: 0,
      lastRow: values.length - 1,
      xOf: (time) => (time + 0.5) / secondsPerPixel - 0.5,
      timeOf: (x) => (x + 0.5) * secondsPerPixel - 0.5,
      yOf: (value) => value,
    },
  );
  return steps;
}

/** What each column of pixels shows, from the corners that are in it. */
function columnsOf(steps: readonly Step[]): Map<number, [number, number]> {
  const columns = new Map<number, [number, number]>();
  for (const [, where, y] of steps) {
    const x = Math.round(where);
    const [low, high] = columns.get(x) ?? [y, y];
    columns.set(x, [Math.min(low, y), Math.max(high, y)]);
  }
  return columns;
}

const values = fc.array(
  fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -500, max: 500 }) }, fc.constant(gap)),
  {
    minLength: 1,
    maxLength: 300,
  },
);

test('no peak is lost: every column of pixels shows the least and the greatest of its values', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 40 }), (all, secondsPerPixel) => {
      const expected = new Map<number, [number, number]>();
      all.forEach((value, second) => {
        if (Number.isNaN(value)) return;
        const x = Math.floor(second / secondsPerPixel);
        const [low, high] = expected.get(x) ?? [value, value];
        expected.set(x, [Math.min(low, value), Math.max(high, value)]);
      });
      const drawn = columnsOf(trace(all, secondsPerPixel));
      for (const [x, range] of expected) assert.deepEqual(drawn.get(x), range);
    }),
  );
});

test('a line has two corners for a column at most, however many values it has', () => {
  const noise = Array.from({ length: 36_000 }, (_, second) => (second * 7919) % 97);
  assert.ok(trace(noise, 60).length <= 1_200);
});

test('nothing is drawn where there are no values between two columns', () => {
  fc.assert(
    fc.property(values, (all) => {
      const steps = trace(all);
      steps.forEach(([kind, x], index) => {
        const before = steps[index - 1];
        if (kind === 'move' || before === undefined) return;
        const under = all.slice(Math.round(before[1]), Math.round(x) + 1);
        assert.ok(!under.some(Number.isNaN), `a line over a gap at ${x}`);
      });
    }),
  );
});

test('with more pixels than values every value is a corner', () => {
  assert.deepEqual(trace([3, 1, 2]), [
    ['move', 0, 3],
    ['line', 1, 1],
    ['line', 2, 2],
  ]);
});

test('a value between two gaps is a dot', () => {
  assert.deepEqual(trace([1, 1, gap, 5, gap, 2, 2]), [
    ['move', 0, 1],
    ['line', 1, 1],
    ['move', 2.55, 5],
    ['line', 3.45, 5],
    ['move', 5, 2],
    ['line', 6, 2],
  ]);
});
