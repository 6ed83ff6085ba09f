import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootFolder } from '../../system/files/root-folder.ts';
import { inEditorWords } from './editor-words.ts';

test('commands of the terminal are named as the palette of the editor names them', () => {
  const words = {
    'npm start pulls them.': '"DSP: Start Platform" pulls them.',
    '"npm start" is at work.': '"DSP: Start Platform" is at work.',
    'Say: npm run stop -- --volumes --yes.': 'Say: "DSP: Stop Platform and Remove Its Data".',
    '"npm run doctor" checks the machine.': '"DSP: Check This Machine" checks the machine.',
    'docker logs dsp-api-1': 'docker logs dsp-api-1',
  };
  for (const [text, expected] of Object.entries(words)) assert.equal(inEditorWords(text), expected);
});

test('the commands that are named exist in the palette', () => {
  const texts = readFileSync(join(rootFolder, 'package.nls.json'), 'utf8');
  for (const text of ['npm start', 'npm run stop', 'npm run stop -- --volumes --yes', 'npm run doctor']) {
    const [, name = ''] = /"DSP: (.+)"/.exec(inEditorWords(text)) ?? [];
    assert.ok(texts.includes(`"${name}`), name);
  }
});
