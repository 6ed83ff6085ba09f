import assert from 'node:assert/strict';
import test from 'node:test';
import { drawShapes } from './draw-shapes.ts';

test('the picture has a bar for each second and the planned rate as a line', () => {
  const chart = { title: 'constant', plannedRps: [10, 10, 10], achievedRps: [10, 9], note: '29 of 30' };
  const svg = drawShapes([chart, chart, chart]);
  assert.equal(svg.match(/fill="#9ec5f4"/g)?.length, 3 * 2 + 1, 'two bars each, and the legend');
  assert.match(svg, /viewBox="0 0 760 366"/);
  assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
});
