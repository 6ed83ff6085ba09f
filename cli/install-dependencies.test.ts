import assert from 'node:assert/strict';
import { test } from 'node:test';

interface Lock {
  packages?: Record<string, { version?: string; optional?: boolean }>;
}
// The script has to run before any dependency is there, so it is plain JavaScript.
const path: string = './install-dependencies.mjs';
const { isStale } = (await import(path)) as { isStale: (wanted?: Lock, installed?: Lock) => boolean };

const wanted: Lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/koa': { version: '3.3.0' },
    'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
  },
};
const installed = (version: string): Lock => ({ packages: { 'node_modules/koa': { version } } });

test('what is installed as wanted is left alone', () => {
  assert.equal(isStale(wanted, installed('3.3.0')), false);
});

test('nothing, something else, or half of it is installed again', () => {
  assert.equal(isStale(wanted, undefined), true);
  assert.equal(isStale(wanted, {}), true);
  assert.equal(isStale(wanted, installed('3.2.0')), true);
  assert.equal(isStale(wanted, { packages: {} }), true);
});
