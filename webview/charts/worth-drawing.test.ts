import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWorthDrawing, type Drawn } from './worth-drawing.ts';

const bands: unknown[] = [];
const times: unknown[] = [];
const drawn: Drawn = { from: 0, to: 3_600, bands, times };

test('a second of an hour is not worth drawing, a second of five minutes is', () => {
  assert.equal(isWorthDrawing(drawn, { ...drawn, from: 1, to: 3_601 }, 600, 0.5), false);
  assert.equal(isWorthDrawing(drawn, { ...drawn, from: 4, to: 3_604 }, 600, 0.5), true);
  const short = { ...drawn, to: 300 };
  assert.equal(isWorthDrawing(short, { ...short, from: 1, to: 301 }, 600, 0.5), true);
});

test('new bands, new points, another range and the first time always are', () => {
  const next = { ...drawn, from: 1, to: 3_601 };
  assert.equal(isWorthDrawing(undefined, next, 600, 0.5), true);
  assert.equal(isWorthDrawing(drawn, { ...next, bands: [] }, 600, 0.5), true);
  assert.equal(isWorthDrawing(drawn, { ...next, times: [] }, 600, 0.5), true);
  assert.equal(isWorthDrawing(drawn, { ...next, from: 3_000 }, 600, 0.5), true);
});

test('a window that stands still shows what comes late', () => {
  assert.equal(isWorthDrawing(drawn, { ...drawn }, 600, 0.5), true);
});
