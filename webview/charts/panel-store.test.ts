import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPanelStore, type PanelStore } from './panel-store.ts';

type Points = [number, number | null][];
const panel = 'dsp-load/served';
const line = (name: string, points: Points) => ({ name, points });

/** Columns as they can be compared, null where there is no value. */
const columnsOf = (store: PanelStore, names: string[]) =>
  store.columns(names).map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value)));

function storeWith(...series: { name: string; points: Points }[]) {
  const store = createPanelStore();
  store.take({ panel, history: true, series }, 300);
  return store;
}

test('lines share one column of times; what a line lacks is null', () => {
  const store = storeWith(line('b', [[1, 10], [2, 20]]), line('a', [[2, 5], [3, 6]])); // prettier-ignore
  assert.deepEqual(store.names, ['a', 'b']);
  assert.deepEqual(columnsOf(store, ['a', 'b']), [
    [1, 2, 3],
    [null, 5, 6],
    [10, 20, null],
  ]);
});

test('live points are appended, also those of a new line', () => {
  const store = storeWith(line('a', [[1, 1]]));
  store.take({ panel, history: false, series: [line('a', [[2, 2]]), line('b', [[2, 7]])] }, 300);
  assert.deepEqual(columnsOf(store, ['a', 'b']), [
    [1, 2],
    [1, 2],
    [null, 7],
  ]);
  assert.equal(store.last('b'), 7);
});

test('missing seconds become a gap, and not a straight line', () => {
  const store = storeWith(line('a', [[1, 1], [2, 2], [3, 3]])); // prettier-ignore
  store.take({ panel, history: false, series: [line('a', [[20, 4]])] }, 300);
  assert.deepEqual(columnsOf(store, ['a']), [
    [1, 2, 3, 4, 20],
    [1, 2, 3, null, 4],
  ]);
});

test('history with coarse steps has gaps only where steps are missing', () => {
  const store = storeWith(line('a', [[0, 1], [36, 2], [72, 3], [108, 4], [288, 5]])); // prettier-ignore
  assert.deepEqual([...store.times], [0, 36, 72, 108, 144, 288]);
  assert.equal(columnsOf(store, ['a'])[1]?.[4], null);
});

test('a line that has stopped has no last value', () => {
  const store = storeWith(line('a', [[1, 1]]));
  store.take({ panel, history: false, series: [line('a', [[2, null]])] }, 300);
  assert.equal(store.last('a'), null);
});

test('a point for a time that is past changes only that time', () => {
  const store = storeWith(line('a', [[1, 1], [2, 2]])); // prettier-ignore
  store.take({ panel, history: false, series: [line('b', [[1, 9]])] }, 300);
  assert.deepEqual(columnsOf(store, ['b']), [
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

test('a new row is no revision, but a change of what was is one', () => {
  const store = storeWith(line('a', [[1, 1], [2, 2]])); // prettier-ignore
  const { revision, end } = store;
  store.take({ panel, history: false, series: [line('a', [[3, 3]])] }, 300);
  assert.deepEqual([store.revision, store.end], [revision, end + 1]);
  store.take({ panel, history: false, series: [line('a', [[2, 7]])] }, 300);
  assert.notEqual(store.revision, revision);
  assert.equal(store.at('a', 2), 7);
});

test('columns that were handed out stay as they are, and the count of rows goes on', () => {
  const store = storeWith(line('a', [[0, 0]]));
  const before = store.columns(['a']);
  for (let time = 1; time <= 2_000; time++) {
    store.take({ panel, history: false, series: [line('a', [[time, time]])] }, 60);
  }
  assert.deepEqual(before.map((column) => [...column]), [[0], [0]]); // prettier-ignore
  assert.equal(store.end, 2_001);
  assert.equal(store.at('a', 1_990), 1_990);
  assert.equal(store.at('a', 0), null);
});

test('history is what a naive merge of its lines is', () => {
  const points = fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })
    .map((times) => times.sort((a, b) => a - b).map((time): [number, number] => [time, time * 2 + 1]));
  fc.assert(
    fc.property(fc.array(points, { minLength: 1, maxLength: 4 }), (all) => {
      const store = storeWith(...all.map((each, index) => line(`line ${index}`, each)));
      const known = new Set(all.flat().map(([time]) => time));
      const rows = [...store.times].filter((time) => known.has(time));
      assert.deepEqual(
        rows,
        [...known].sort((a, b) => a - b),
      );
      all.forEach((each, index) => {
        const values = [...known].map((time) => store.at(`line ${index}`, time));
        const naive = [...known].map((time) => each.find(([at]) => at === time)?.[1] ?? null);
        assert.deepEqual(values, naive);
      });
    }),
  );
});
