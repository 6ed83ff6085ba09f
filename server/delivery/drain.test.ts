import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drainOf, type DrainState } from './drain.ts';

const second = 1_000;
const ended: DrainState = {
  nowMs: 100 * second,
  endedMs: 90 * second,
  activeFaults: [],
  healedMs: 0,
  downNodes: [],
  lastNewsMs: 90 * second,
  outstanding: 0,
};

test('a run that goes on is running', () => {
  assert.equal(drainOf({ ...ended, endedMs: undefined }).phase, 'running');
});

test('with nothing outstanding it is final after five quiet seconds', () => {
  assert.deepEqual(drainOf(ended), { phase: 'final', waitsFor: null, isDrained: true });
  assert.equal(drainOf({ ...ended, lastNewsMs: 96 * second }).phase, 'draining');
});

test('with something outstanding it takes fifteen, and says what is waited for', () => {
  assert.deepEqual(drainOf({ ...ended, outstanding: 2 }), {
    phase: 'draining',
    waitsFor: '2 outstanding messages',
    isDrained: false,
  });
  assert.equal(drainOf({ ...ended, outstanding: 2, nowMs: 105 * second }).isDrained, true);
});

test('an active fault is waited for without end, and the quiet counts from when it ended', () => {
  const faulty = { ...ended, nowMs: 10_000 * second, activeFaults: ['the fault "pause" on service-b'] };
  assert.equal(drainOf(faulty).waitsFor, 'the end of the fault "pause" on service-b');
  assert.equal(drainOf({ ...ended, healedMs: 97 * second }).phase, 'draining');
});

test('a node that is down is waited for, but not for ever', () => {
  const down = { ...ended, downNodes: ['service-b, which is stopped'] };
  assert.equal(drainOf(down).waitsFor, 'service-b, which is stopped');
  assert.deepEqual(drainOf({ ...down, nowMs: 210 * second }), {
    phase: 'final',
    waitsFor: null,
    isDrained: false,
  });
});

test('a system that never becomes quiet is not drained', () => {
  const busy = { ...ended, nowMs: 211 * second, lastNewsMs: 210 * second, outstanding: 1 };
  assert.deepEqual(drainOf(busy), { phase: 'final', waitsFor: null, isDrained: false });
});
