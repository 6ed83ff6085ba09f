import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseCaBundle, systemBundles } from './ca-bundle.ts';

const certificate = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
const [system] = systemBundles;
const choose = (env: Record<string, string>, files: Record<string, string>) =>
  chooseCaBundle(env, (path) => files[path]);

test('takes the bundle of the system as it is', () => {
  assert.deepEqual(choose({}, { [system]: certificate('a') }), { kind: 'file', path: system });
  const env = { NODE_EXTRA_CA_CERTS: system, SSL_CERT_FILE: system };
  assert.deepEqual(choose(env, { [system]: certificate('a') }), { kind: 'file', path: system });
});

test('puts extra authorities and those of the system together, each once', () => {
  const files = {
    [system]: certificate('a') + certificate('b'),
    '/company.pem': certificate('b') + certificate('c'),
  };
  const chosen = choose({ NODE_EXTRA_CA_CERTS: '/company.pem' }, files);
  assert.ok(chosen.kind === 'merged');
  assert.deepEqual(chosen.text.match(/^[abc]$/gm), ['a', 'b', 'c']);
});

test('stays below what an image build accepts', () => {
  const files = { [system]: certificate('x'.repeat(600_000)), '/company.pem': certificate('c') };
  assert.deepEqual(choose({ SSL_CERT_FILE: '/company.pem' }, files), { kind: 'file', path: '/company.pem' });
});

test('does without when there is none, and takes what the user named', () => {
  assert.deepEqual(choose({}, {}), { kind: 'none' });
  assert.deepEqual(choose({ NODE_EXTRA_CA_CERTS: '/missing.pem' }, {}), { kind: 'none' });
  assert.deepEqual(choose({ DSP_CA_FILE: '/mine.pem' }, { [system]: certificate('a') }), {
    kind: 'file',
    path: '/mine.pem',
  });
});
