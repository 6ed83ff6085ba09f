import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { textsInSource } from './texts-in-source.ts';

const here = import.meta.dirname;
const russian = JSON.parse(readFileSync(join(here, 'bundle.l10n.ru.json'), 'utf8')) as Record<string, string>;
const texts = textsInSource(join(here, '..'));

test('every text of the code has its Russian, and no Russian is without its text', () => {
  assert.ok(texts.size > 100, `${texts.size} texts found`);
  assert.deepEqual(
    [...texts].filter((text) => russian[text] === undefined),
    [],
    'not translated',
  );
  assert.deepEqual(
    Object.keys(russian).filter((text) => !texts.has(text)),
    [],
    'not used',
  );
});

test('a translation fills in the same values', () => {
  const holes = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([hole]) => hole).sort();
  for (const [text, translation] of Object.entries(russian)) {
    assert.deepEqual(holes(translation), holes(text), text);
  }
});
