import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatProgress, parseProgress, type PlatformProgress } from './platform-progress.ts';

test('a line of progress is one line and comes back as it was', () => {
  const line: PlatformProgress = {
    type: 'item',
    step: 'Images',
    item: 'loki',
    state: 'pulling',
    detail: 'a\nb',
    amount: { done: 1, total: 8, unit: 'layers' },
  };
  const text = formatProgress(line);
  assert.ok(!text.includes('\n'));
  assert.deepEqual(parseProgress(text), line);
});

test('what is no line of progress is left to people', () => {
  for (const text of ['', 'hello', '{', '{}', '{"type":"later"}', '[]', 'null', '{"type":1}']) {
    assert.equal(parseProgress(text), undefined, text);
  }
});
