import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatClock, formatDuration, formatMs, formatNumber, formatValue } from './format.ts';

test('numbers keep about three digits', () => {
  assert.equal(formatNumber(0), '0');
  assert.equal(formatNumber(0.01234), '0.012');
  assert.equal(formatNumber(9.999), '10');
  assert.equal(formatNumber(19.96), '20');
  assert.equal(formatNumber(1234.5), '1235');
  assert.equal(formatNumber(123_456), '123 k');
  assert.equal(formatNumber(2_500_000), '2.5 M');
});

test('no number is a dash, and not zero', () => {
  for (const nothing of [null, undefined, Number.NaN, Infinity]) assert.equal(formatValue(nothing, 's'), '–');
});

test('units are those that are easily read', () => {
  assert.equal(formatValue(0.0123, 's'), '12.3 ms');
  assert.equal(formatValue(2.5, 's'), '2.5 s');
  assert.equal(formatMs(0.25), '250 µs');
  assert.equal(formatValue(12.5, 'percent'), '12.5 %');
  assert.equal(formatValue(3 * 1024 * 1024, 'bytes'), '3 MiB');
  assert.equal(formatValue(1, 'bool'), 'yes');
});

test('time left never shows less than there is, and never below zero', () => {
  assert.equal(formatClock(59.2), '1:00');
  assert.equal(formatClock(0.4), '0:01');
  assert.equal(formatClock(-3), '0:00');
  assert.equal(formatClock(3725), '1:02:05');
});

test('durations are said in their two largest units', () => {
  assert.equal(formatDuration(2.34), '2.3 s');
  assert.equal(formatDuration(125), '2 min 5 s');
  assert.equal(formatDuration(3600), '1 h');
  assert.equal(formatDuration(59.97), '1 min');
  assert.equal(formatDuration(119.7), '2 min');
  assert.equal(formatDuration(3599.6), '1 h');
  assert.equal(formatDuration(3725), '1 h 2 min');
});
