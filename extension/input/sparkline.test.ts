import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSparkline } from './sparkline.ts';

test('a ramp rises', () => assert.equal(drawSparkline([0, 1, 2, 3, 4, 5, 6, 7]), '▁▂▃▄▅▆▇█'));
test('a constant is a line in the middle', () => assert.equal(drawSparkline([3, 3, 3]), '▄▄▄'));
test('nothing is flat', () => assert.equal(drawSparkline([0, 0]), '▁▁'));
test('no values draw nothing', () => assert.equal(drawSparkline([]), ''));
test('a short spike in a long plan is seen', () => {
  const values = Array.from({ length: 1_000 }, (_, at) => (at === 517 ? 100 : 1));
  const drawn = drawSparkline(values, 20);
  assert.equal(drawn.length, 20);
  assert.equal([...drawn].filter((block) => block === '█').length, 1);
});
