import assert from 'node:assert/strict';
import test from 'node:test';
import { findMirror } from './debian-root.ts';

test('the mirror is found in both forms of apt sources', () => {
  assert.equal(
    findMirror('deb https://mirror.example/debian bookworm main'),
    'https://mirror.example/debian',
  );
  assert.equal(
    findMirror('deb [signed-by=/a/key.gpg arch=amd64] http://mirror.example/debian/ bookworm main'),
    'http://mirror.example/debian/',
  );
  assert.equal(
    findMirror('Types: deb\n# URIs: http://old.example/debian\nURIs: http://new.example/debian\n'),
    'http://new.example/debian',
  );
});

test('security updates and other archives are no mirror to install from', () => {
  assert.equal(findMirror('deb http://mirror.example/debian-security bookworm-security main'), undefined);
  assert.equal(findMirror('deb http://vendor.example/packages stable main'), undefined);
  assert.equal(findMirror(''), undefined);
});
