import assert from 'node:assert/strict';
import test from 'node:test';
import { chooseTarget } from './choose-target.ts';

const targets = [
  { url: 'http://a/', weight: 3 },
  { url: 'http://b/', weight: 1 },
];

test('targets share the messages by their weights', () => {
  let first = 0;
  for (let sequence = 0; sequence < 20_000; sequence++) {
    if (chooseTarget(targets, 9, sequence).url === 'http://a/') first += 1;
  }
  assert.ok(Math.abs(first / 20_000 - 0.75) < 0.01, `${first}`);
});

test('the same seed sends the same message to the same target', () => {
  for (let sequence = 0; sequence < 100; sequence++) {
    assert.equal(chooseTarget(targets, 5, sequence), chooseTarget(targets, 5, sequence));
  }
});
