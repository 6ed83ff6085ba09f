import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootFolder } from '../../system/files/root-folder.ts';
import { readCopy } from './this-copy.ts';

test('a checkout is built from its sources', () => {
  const { build, apiDockerfile } = readCopy(rootFolder);
  assert.deepEqual({ build, apiDockerfile }, { build: 'checkout', apiDockerfile: 'server/Dockerfile' });
});

test('a copy that was installed is built from what it holds, and says of which version and build it is', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'dsp-copy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'server'));
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.0","build":"abc"}');
  assert.deepEqual(readCopy(folder), {
    ...{ version: '1.2.0', build: '1.2.0-abc', apiDockerfile: 'server/prebuilt.Dockerfile' },
  });
});
