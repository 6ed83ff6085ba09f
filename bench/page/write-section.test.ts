import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaceSection } from './write-section.ts';

const document = '# All\n\n## One\n\nold\n\n## Two\n\nkept\n';

test('a section takes the place of the old one, and nothing else changes', () => {
  assert.equal(replaceSection(document, 'One', 'new'), '# All\n\n## One\n\nnew\n\n## Two\n\nkept\n');
});

test('a section that there was not comes last', () => {
  assert.equal(replaceSection(document, 'Three', 'new'), `${document}\n## Three\n\nnew\n`);
});
