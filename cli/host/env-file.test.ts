import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatEnvFile, parseEnvFile } from './env-file.ts';

test('reads what Compose reads', () => {
  const text =
    '# a comment\nA=1\n  export B = two words # behind\nC="quoted # not"\n\nD=\n=x\nE=\'single\'\r\n';
  assert.deepEqual(parseEnvFile(text), { A: '1', B: 'two words', C: 'quoted # not', D: '', E: 'single' });
});

test('reads back what it has written', () => {
  const values = {
    PLAIN: '/etc/ssl/certs/ca.crt',
    SPACES: '/Users/Ada Lovelace/ca bundle.pem',
    DOLLAR: 'a$b',
    QUOTE: "it's",
    EMPTY: '',
    USER: '1000:998',
  };
  assert.deepEqual(parseEnvFile(formatEnvFile(values, 'comment')), values);
  assert.match(formatEnvFile(values, 'comment'), /^# comment\nPLAIN=\/etc\/ssl\/certs\/ca\.crt\n/);
});
