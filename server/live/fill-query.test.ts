import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeLabelValue, fillQuery } from './fill-query.ts';

const everySecond = { stepSeconds: 1 };

test('a variable without a value stands for everything', () => {
  assert.equal(fillQuery('up{node=~"$node"}', {}, everySecond), 'up{node=~".*"}');
});

test('a value matches only itself', () => {
  const filled = fillQuery('up{service=~"$service"}', { service: 'a.b|c+' }, everySecond);
  assert.equal(filled, String.raw`up{service=~"a\\.b\\|c\\+"}`);
});

test('a value can not leave its string', () => {
  const filled = fillQuery('up{run=~"$run"}', { run: '"} or vector(1) #\n\\' }, everySecond);
  const [, text = ''] = /^up\{run=~"(.*)"\}$/.exec(filled) ?? [];
  // Between the quotes every quote and every line break is escaped.
  assert.doesNotMatch(text.replace(/\\\\/g, ''), /(?<!\\)["\n]/);
});

test('values are not filled in again', () => {
  assert.equal(fillQuery('$run $node', { run: '$node', node: 'x' }, everySecond), String.raw`\\$node x`);
});

test('words that only begin like a variable are left alone', () => {
  assert.equal(fillQuery('$services "$1"', { service: 'x' }, everySecond), '$services "$1"');
});

test('the window of a rate looks back over four samples, and over the whole distance of two points', () => {
  const window = (stepSeconds: number, minStepSeconds?: number): string =>
    fillQuery('[$__rate_interval]', {}, { stepSeconds, minStepSeconds });
  assert.equal(window(1), '[8s]');
  assert.equal(window(36), '[38s]');
  assert.equal(window(1, 5), '[20s]');
});

test('control characters are written as Go reads them', () => {
  assert.equal(escapeLabelValue('a\u0000b\tc"d'), String.raw`a\x00b\x09c\"d`);
});
