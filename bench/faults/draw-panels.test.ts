import assert from 'node:assert/strict';
import test from 'node:test';
import { drawPanels, type Point } from './draw-panels.ts';

const point = (changes: Partial<Point>): Point => ({
  series: 'shaper',
  group: 'loss',
  offBy: 0,
  note: 'a note',
  ...changes,
});
const draw = (...points: Point[]): string =>
  drawPanels('Exactness', [{ title: 'Shares', tolerated: '99 % interval', points }]);

test('each series has a colour and a shape of its own', () => {
  const svg = draw(point({}), point({ series: 'netem' }), point({ series: 'netem' }));
  assert.equal(svg.match(/<g class="s0"><circle/g)?.length, 2, 'the point and the legend');
  assert.equal(svg.match(/<g class="s1"><path/g)?.length, 3, 'two points and the legend');
});

test('a point stands where its distance says, and one that is too far off is a triangle at the edge', () => {
  const heightOf = (offBy: number): number => Number(/cy="([\d.]+)"/.exec(draw(point({ offBy })))?.[1]);
  const asked = heightOf(0);
  assert.ok(Math.abs(asked - heightOf(1) - (heightOf(-1) - asked)) < 0.2);
  assert.match(draw(point({ offBy: 50 })), /<g class="s0"><path d="M\d+(\.\d)? 41h8l-4 -7z"\/>/);
});

test('words of others cannot break the picture', () => {
  const svg = draw(point({ note: 'a <b> & c', group: 'x<y' }));
  assert.doesNotMatch(svg, /<b>|x<y|& c|NaN|undefined/);
});

test('it follows a dark theme', () => {
  assert.match(draw(point({})), /prefers-color-scheme:dark/);
});
