import assert from 'node:assert/strict';
import test from 'node:test';
import { fillTemplate } from './fill-template.ts';

const values = { run: 'r-1', message: 'r-1-7', sequence: 7, seed: 3 };

test('a template is filled with what is known of the message', () => {
  const body = '{"id":"{{message}}","n":{{sequence}},"run":"{{run}}"}';
  assert.equal(fillTemplate(body, values), '{"id":"r-1-7","n":7,"run":"r-1"}');
});

test('random numbers are within their bounds, differ by message and place, and repeat', () => {
  const template = '{"a":{{randomInt 1 6}},"b":{{random}},"c":{{random}}}';
  const seen = new Set<number>();
  for (let sequence = 0; sequence < 200; sequence++) {
    const text = fillTemplate(template, { ...values, sequence });
    assert.equal(text, fillTemplate(template, { ...values, sequence }));
    const { a, b, c } = JSON.parse(text) as { a: number; b: number; c: number };
    seen.add(a);
    assert.ok(b > 0 && b < 1 && b !== c);
  }
  assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6]);
});

test('what is no placeholder stays as it is', () => {
  assert.equal(fillTemplate('{"x":{"y":{"z":"{{unknown}}"}}}', values), '{"x":{"y":{"z":"{{unknown}}"}}}');
});
