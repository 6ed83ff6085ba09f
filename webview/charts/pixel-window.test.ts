import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alignWindow, nextPhase } from './pixel-window.ts';

const hour = 3_600;
const now = 1_790_000_000;

test('a window is moved forward by less than a column, and stays as long as it was', () => {
  const moment = fc.integer({ min: now, max: now + 100_000 });
  const range = fc.constantFrom(300, hour, 21_600);
  const phase = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(moment, range, fc.integer({ min: 50, max: 4_000 }), phase, (to, span, width, at) => {
      const aligned = alignWindow({ from: to - span, to }, width, at);
      assert.ok(aligned.to >= to - 1e-5 && aligned.to < to + span / width + 1e-5);
      assert.ok(Math.abs(aligned.to - aligned.from - span) < 1e-5);
    }),
  );
});

test('in an hour on 576 pixels it moves once in six seconds or seven, and other charts in other seconds', () => {
  const movesOf = (phase: number): number[] =>
    Array.from({ length: 60 }, (_, second) => second).filter((second) => {
      const endAt = (to: number) => alignWindow({ from: to - hour, to }, 576, phase).to;
      return endAt(now + second) !== endAt(now + second - 1);
    });
  const [one, two] = [movesOf(nextPhase()), movesOf(nextPhase())];
  assert.ok(one.length >= 9 && one.length <= 10, `${one.length} moves`);
  assert.notDeepEqual(one, two);
});
