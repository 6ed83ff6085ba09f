import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { trafficSchemaOf, type Described } from '../../contract/forms/traffic-schema.ts';
import { faultWordsIn } from '../../contract/words/fault-words.ts';
import { formatDuration, formatMs, formatNumber } from '../../contract/words/format.ts';
import { english, type Translate } from '../../contract/words/translate.ts';
import { inUnits } from '../tree/words.ts';
import { textsInSource } from './texts-in-source.ts';
import { textsOfContract } from './texts-of-contract.ts';
import { textsOfStart } from './texts-of-start.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const russian = read('extension', 'l10n', 'bundle.l10n.ru.json') as Record<string, string>;
const inRussian: Translate = (text, ...values) => english(russian[text] ?? text, ...values);

const inCode = ['extension', 'contract/words', 'contract/forms'].map((folder) =>
  textsInSource(join(root, folder)),
);
const ofContract = textsOfContract(trafficSchemaOf(read('docs', 'openapi.json') as Described));
/** How `contract/words/format.ts` shortens numbers and lengths of time. */
const units = ['µs', 'ms', 's', 'min', 'h', 'k', 'M'];
const ofStart = textsOfStart(root);
const texts = new Set([...inCode, ofContract, ofStart, units].flatMap((some) => [...some]));

test('every text of the code and of the contract has its Russian, and no Russian is without its text', () => {
  assert.ok(texts.size > 300, `${texts.size} texts found`);
  for (const text of ['cpu-stress', 'Out-of-memory kill', 'paretonormal', 'gamma', 'Target URL', 'kbit/s']) {
    assert.ok(ofContract.has(text), `not looked for: ${text}`);
  }
  for (const text of ['Own images', 'Health', 'pulling', 'installing', 'left-out']) {
    assert.ok(ofStart.has(text), `not looked for: ${text}`);
  }
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

test('a fault and its numbers are told in Russian, without an English word left', () => {
  const { title, place } = faultWordsIn(inRussian);
  assert.equal(title({ kind: 'latency', params: { delayMs: 200, jitterMs: 50 } }), 'задержка 200 ± 50 мс');
  assert.equal(title({ kind: 'partition', params: { mode: 'drop' } }), 'разрыв сети молча');
  assert.equal(
    place({ targets: ['a'], scope: { direction: 'egress', protocol: 'any' } }),
    'a, исходящий трафик',
  );
  assert.equal(inUnits(inRussian, formatMs(0.25)), '250 мкс');
  assert.equal(inUnits(inRussian, formatNumber(123_456)), '123 тыс.');
  assert.equal(inUnits(inRussian, formatDuration(3_725)), '1 ч 2 мин');
});
