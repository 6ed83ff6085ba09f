import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableRows } from './table-rows.ts';

test('rows are those of the window, newest first', () => {
  const rows = tableRows([Float64Array.of(1, 2, 3, 4), Float64Array.of(10, NaN, 30, 40)], { from: 2, to: 3 }); // prettier-ignore
  assert.deepEqual(rows, [
    { time: 3, values: [30] },
    { time: 2, values: [null] },
  ]);
});

test('many points are thinned evenly, and the newest is always there', () => {
  const times = Float64Array.from({ length: 3600 }, (_, index) => index);
  const rows = tableRows([times, times], { from: 0, to: 3600 });
  assert.ok(rows.length <= 30);
  assert.equal(rows[0]?.time, 3599);
});
