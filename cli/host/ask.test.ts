import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answering, isYes } from './ask.ts';

test('a person is asked on a terminal, CI and --yes are a yes, and otherwise nobody can be asked', () => {
  assert.equal(answering({ yes: false, isTty: true, env: {} }), 'ask');
  assert.equal(answering({ yes: true, isTty: true, env: {} }), 'yes');
  assert.equal(answering({ yes: false, isTty: false, env: { CI: 'true' } }), 'yes');
  assert.equal(answering({ yes: false, isTty: false, env: { CI: '1' } }), 'yes');
  for (const CI of ['', 'false', '0']) {
    assert.equal(answering({ yes: false, isTty: false, env: { CI } }), 'no-one');
  }
});

test('only a clear yes is one', () => {
  for (const text of ['y', 'Y', ' yes ', 'YES']) assert.equal(isYes(text), true, text);
  for (const text of ['', 'n', 'yeah no', 'ye']) assert.equal(isYes(text), false, text);
});
