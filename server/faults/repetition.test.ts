import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { repetitionOf, startOf, turnAt, type Repetition } from './repetition.ts';

const repetitions = fc
  .record({
    everyMs: fc.integer({ min: 1_000, max: 100_000 }),
    jitterShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    holdShare: fc.double({ min: 0, max: 0.45, noNaN: true }),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  })
  .map(({ everyMs, jitterShare, holdShare, seed }) => ({
    everyMs,
    jitterMs: everyMs * jitterShare,
    holdMs: Math.round(everyMs * holdShare),
    seed,
  }));

/** Follows a repetition from one change to the next, as the supervisor does. */
function follow(repetition: Repetition, changes: number) {
  const seen = [];
  let ms = 0;
  for (let change = 0; change < changes; change += 1) {
    const turn = turnAt(repetition, ms);
    seen.push({ ms, ...turn });
    assert.ok(turn.nextMs > ms, 'time goes on');
    ms = turn.nextMs;
  }
  return seen;
}

test('each one comes in its period, late by no more than the jitter, and none is left out', () => {
  fc.assert(
    fc.property(repetitions, (repetition) => {
      const begun = new Set(follow(repetition, 40).map(({ index }) => index));
      for (let index = 0; index < 20; index += 1) {
        const late = startOf(repetition, index) - index * repetition.everyMs;
        // A nanosecond for rounding.
        assert.ok(late >= -1e-6 && late <= repetition.jitterMs + 1e-6);
        assert.ok(begun.has(index), `number ${index} was never on`);
      }
    }),
  );
});

test('each one is on for as long as it is to hold', () => {
  fc.assert(
    fc.property(repetitions, fc.integer({ min: 0, max: 50 }), (repetition, index) => {
      const start = startOf(repetition, index);
      const middle = turnAt(repetition, start + repetition.holdMs / 2);
      assert.equal(middle.isOn, repetition.holdMs > 0);
      assert.equal(middle.index, index);
      assert.equal(turnAt(repetition, start + repetition.holdMs + 0.001).isOn, false);
    }),
  );
});

test('the same seed gives the same times, another one others', () => {
  const one = { everyMs: 1_000, jitterMs: 400, holdMs: 100, seed: 1 };
  assert.deepEqual(follow(one, 20), follow({ ...one }, 20));
  assert.notDeepEqual(follow(one, 20), follow({ ...one, seed: 2 }, 20));
});

test('without a time to hold it is half of what is left between two; a restart holds nothing', () => {
  const params = { everySeconds: 10, jitterSeconds: 2 };
  assert.equal(repetitionOf({ id: 'f-1', kind: 'pause', params })?.holdMs, 4_000);
  assert.equal(repetitionOf({ id: 'f-1', kind: 'restart', params })?.holdMs, 0);
  assert.equal(repetitionOf({ id: 'f-1', kind: 'pause', params: {} }), undefined);
});
