import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPanelStore } from './panel-store.ts';

type Points = [number, number | null][];
const panel = 'dsp-load/served';
const line = (name: string, points: Points) => ({ name, points });

function storeWith(...series: { name: string; points: Points }[]) {
  const store = createPanelStore();
  store.take({ panel, history: true, series }, 300);
  return store;
}

test('lines share one column of times; what a line lacks is null', () => {
  const store = storeWith(line('b', [[1, 10], [2, 20]]), line('a', [[2, 5], [3, 6]])); // prettier-ignore
  assert.deepEqual(store.names, ['a', 'b']);
  assert.deepEqual(store.columns(['a', 'b']), [
    [1, 2, 3],
    [null, 5, 6],
    [10, 20, null],
  ]);
});

test('live points are appended, also those of a new line', () => {
  const store = storeWith(line('a', [[1, 1]]));
  store.take({ panel, history: false, series: [line('a', [[2, 2]]), line('b', [[2, 7]])] }, 300);
  assert.deepEqual(store.columns(['a', 'b']), [
    [1, 2],
    [1, 2],
    [null, 7],
  ]);
  assert.equal(store.last('b'), 7);
});

test('missing seconds become a gap, and not a straight line', () => {
  const store = storeWith(line('a', [[1, 1], [2, 2], [3, 3]])); // prettier-ignore
  store.take({ panel, history: false, series: [line('a', [[20, 4]])] }, 300);
  assert.deepEqual(store.columns(['a']), [
    [1, 2, 3, 4, 20],
    [1, 2, 3, null, 4],
  ]);
});

test('history with coarse steps has gaps only where steps are missing', () => {
  const store = storeWith(line('a', [[0, 1], [36, 2], [72, 3], [108, 4], [288, 5]])); // prettier-ignore
  assert.deepEqual(store.times, [0, 36, 72, 108, 144, 288]);
  assert.equal(store.columns(['a'])[1]?.[4], null);
});

test('a line that has stopped has no last value', () => {
  const store = storeWith(line('a', [[1, 1]]));
  store.take({ panel, history: false, series: [line('a', [[2, null]])] }, 300);
  assert.equal(store.last('a'), null);
});

test('a point for a time that is past changes only that time', () => {
  const store = storeWith(line('a', [[1, 1], [2, 2]])); // prettier-ignore
  store.take({ panel, history: false, series: [line('b', [[1, 9]])] }, 300);
  assert.deepEqual(store.columns(['b']), [
    [1, 2],
    [9, null],
  ]);
});

test('memory is bounded: old points go, and lines that have no other', () => {
  const store = storeWith(line('old', [[0, 1]]), line('a', [[0, 1]]));
  for (let time = 1; time <= 2_000; time++) {
    store.take({ panel, history: false, series: [line('a', [[time, time]])] }, 60);
  }
  assert.ok(store.times.length < 400, `${store.times.length} points are kept`);
  assert.equal(store.times.at(-1), 2_000);
  assert.deepEqual(store.names, ['a']);
});
