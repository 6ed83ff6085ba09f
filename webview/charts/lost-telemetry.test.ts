import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostBands, lostTelemetry, readLostTelemetry } from './lost-telemetry.ts';
import { createPanelStore } from './panel-store.ts';

type Points = [number, number | null][];

function storeOf(lines: Record<string, Points>) {
  const store = createPanelStore();
  const series = Object.entries(lines).map(([name, points]) => ({ name, points }));
  store.take({ panel: 'dsp-platform/silent', history: true, series }, 300);
  return store;
}

test('a node is marked from when it was last heard until it is heard again', () => {
  const bands = lostBands(storeOf({ a: [[1, 0], [2, 0], [3, 0]], b: [[1, 0], [2, 1], [3, 0]] })); // prettier-ignore
  assert.deepEqual(
    bands.map(({ kind, from, to }) => [kind, from, to]),
    [['lost', -3, 3]],
  );
  assert.match(bands[0]?.title ?? '', /^telemetry lost, b:/);
});

test('while it is silent the band goes on', () => {
  const store = storeOf({ b: [[1, 0], [2, 1], [3, 1]] }); // prettier-ignore
  assert.deepEqual(lostBands(store).map(({ to }) => to), [null]); // prettier-ignore
  readLostTelemetry(store);
  const before = lostTelemetry.value;
  store.take({ panel: '', history: false, series: [{ name: 'b', points: [[4, 1]] }] }, 300);
  readLostTelemetry(store);
  assert.equal(lostTelemetry.value, before, 'nobody is told of what goes on as it did');
  store.take({ panel: '', history: false, series: [{ name: 'b', points: [[5, 0]] }] }, 300);
  readLostTelemetry(store);
  assert.deepEqual(lostTelemetry.value.map(({ to }) => to), [5]); // prettier-ignore
});

test('a node that is gone, or of which nothing is known, is not marked any longer', () => {
  const bands = lostBands(storeOf({ b: [[1, 1], [2, null]], c: [[1, 0], [2, 0]] })); // prettier-ignore
  assert.deepEqual(bands.map(({ to }) => to), [2]); // prettier-ignore
});

test('without the panel there are no marks', () => {
  readLostTelemetry(undefined);
  assert.deepEqual(lostTelemetry.value, []);
});
