import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLines } from './split-lines.ts';

test('puts lines together that arrive in pieces, whatever ends them', () => {
  const lines: string[] = [];
  const splitter = splitLines((line) => lines.push(line));
  for (const chunk of ['a', 'b\nc\r', '\nd\re\n\n', 'f']) splitter.push(chunk);
  splitter.flush();
  assert.deepEqual(lines, ['ab', 'c', 'd', 'e', 'f']);
});
