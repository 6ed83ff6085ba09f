import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rootFolder } from '../../system/files/root-folder.ts';
import { isShipped, shippedPaths } from '../platform/shipped.ts';
import { packageManifest } from './manifest.ts';

test('the manifest of the package holds what an editor reads, and nothing of the repository', () => {
  const text = readFileSync(join(rootFolder, 'package.json'), 'utf8');
  const manifest = packageManifest(JSON.parse(text) as Record<string, unknown>);
  for (const name of [
    'name',
    'version',
    'publisher',
    'icon',
    'license',
    'contributes',
    'main',
    'capabilities',
  ]) {
    assert.notEqual(manifest[name], undefined, name);
  }
  for (const name of ['type', 'scripts', 'dependencies', 'devDependencies', 'private']) {
    assert.equal(manifest[name], undefined, name);
  }
  assert.deepEqual(Object.keys(manifest['engines'] as object), ['vscode']);
});

test('pictures of the README are on the web, as the Marketplace asks', () => {
  const readme = readFileSync(join(rootFolder, 'extension/README.md'), 'utf8');
  for (const [, address = ''] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
    assert.match(address, /^https:\/\/.*\.(png|gif|jpe?g)$/);
  }
});

test('every path that is shipped ships itself, and sources of tests are left out', () => {
  for (const path of shippedPaths) assert.ok(isShipped(path), path);
  for (const path of [
    'stack/shaper/internal/lane/lane_test.go',
    'demo-services/service-a/node_modules',
    'demo-services/service-a/dist',
    'demo-services/sensor/tests',
    'stack/dashboards/all.ts',
    'dist/cli/main.js.map',
  ]) {
    assert.ok(!isShipped(path), path);
  }
  for (const path of ['demo-services/service-a/src/main.ts', 'stack/shaper/go.mod', 'dist/server/page']) {
    assert.ok(isShipped(path), path);
  }
});
