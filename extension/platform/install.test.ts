import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { markOf } from '../../system/process/process-lock.ts';
import { PlatformFailure } from './failure.ts';
import { installedVersion, installPlatform } from './install.ts';
import { temporaryFolder, writeBundle, writeFiles } from './testing.ts';

function prepare(t: TestContext) {
  const base = temporaryFolder(t);
  const [bundle, folder] = [join(base, 'bundle'), join(base, 'storage', 'platform')];
  writeBundle(bundle, 'one');
  const { signal } = new AbortController();
  const install = (version = '1.0.0') => installPlatform({ bundle, folder, version, signal });
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  return { bundle, folder, install, read };
}

test('the platform is copied once, without tests and without what was installed in place', async (t) => {
  const { bundle, folder, install, read } = prepare(t);
  writeFiles(bundle, {
    'demo-services/service-a/.npmrc': 'x',
    'demo-services/service-a/node_modules/a/index.js': 'x',
    'demo-services/service-b/main_test.go': 'x',
    'stack/images/main.ts': 'x',
    'dist/server/main.js.map': 'x',
    'secrets.txt': 'x',
  });
  assert.equal(await install(), 'installed');
  assert.equal(read('dist/cli/content'), 'one');
  assert.equal(read('demo-services/service-a/.npmrc'), 'x');
  for (const path of [
    'demo-services/service-a/node_modules',
    'demo-services/service-b/main_test.go',
    'stack/images',
    'dist/server/main.js.map',
    'secrets.txt',
  ]) {
    assert.ok(!existsSync(join(folder, path)), path);
  }
  const { type, version } = JSON.parse(read('package.json')) as Record<string, string>;
  assert.deepEqual({ type, version }, { type: 'module', version: '1.0.0' });
  assert.equal(await install(), 'present');
});

test('a new version and a new build replace what is ours and keep what is not', async (t) => {
  const { bundle, folder, install, read } = prepare(t);
  await install();
  writeFiles(folder, { '.env': 'A=1', '.dsp/cache/go': 'cached', 'compose.override.yaml': 'mine' });
  writeFiles(folder, { 'stack/content': 'changed by hand', 'stack/old-file': 'x' });
  assert.equal(await install('1.1.0'), 'updated');
  assert.equal(installedVersion(folder), '1.1.0');
  writeBundle(bundle, 'two');
  assert.equal(await install('1.1.0'), 'updated');
  assert.equal(read('stack/content'), 'two');
  assert.ok(!existsSync(join(folder, 'stack/old-file')));
  assert.deepEqual(['.env', '.dsp/cache/go', 'compose.override.yaml'].map(read), ['A=1', 'cached', 'mine']);
  for (const rest of ['.new', '.old', '.lock']) assert.ok(!existsSync(folder + rest), rest);
});

test('an update that was cut off anywhere is brought to its end, and nothing of the user is lost', async (t) => {
  const { bundle, folder, install, read } = prepare(t);
  const old = `${folder}.old`;
  const cuts: Record<string, () => void> = {
    'while the new copy was made': () => writeFiles(`${folder}.new`, { 'compose.yaml': 'half' }),
    'after the old copy was put aside': () => {
      renameSync(folder, old);
      writeFiles(`${folder}.new`, { 'compose.yaml': 'whole' });
    },
    'before everything had moved over': () => {
      renameSync(folder, old);
      writeBundle(folder, 'two');
      renameSync(join(old, '.dsp'), join(folder, '.dsp'));
    },
    'while the old copy was removed': () => {
      writeFiles(old, { 'stack/content': 'one' });
    },
  };
  for (const [cut, happen] of Object.entries(cuts)) {
    rmSync(folder, { recursive: true, force: true });
    writeBundle(bundle, 'one');
    await install();
    writeFiles(folder, { '.env': 'A=1', '.dsp/background.json': '{}' });
    happen();
    writeBundle(bundle, 'two');
    await install('2.0.0');
    assert.equal(installedVersion(folder), '2.0.0', cut);
    assert.equal(read('stack/content'), 'two', cut);
    assert.deepEqual(['.env', '.dsp/background.json'].map(read), ['A=1', '{}'], cut);
    assert.ok(!existsSync(old) && !existsSync(`${folder}.new`), cut);
  }
});

test('a cancelled installation leaves nothing, a cancelled update the old version', async (t) => {
  const { bundle, folder, install } = prepare(t);
  const cancelled = installPlatform({ bundle, folder, version: '1.0.0', signal: AbortSignal.abort() });
  await assert.rejects(cancelled, { name: 'AbortError' });
  assert.ok(!existsSync(folder));
  await install();
  const abort = new AbortController();
  const update = installPlatform({ bundle, folder, version: '2.0.0', signal: abort.signal });
  abort.abort();
  await assert.rejects(update, { name: 'AbortError' });
  assert.equal(installedVersion(folder), '1.0.0');
  assert.ok(!existsSync(`${folder}.new`));
});

test('two windows that install at once do it one after the other', async (t) => {
  const { install } = prepare(t);
  const both = await Promise.all([install(), install()]);
  assert.deepEqual(both.sort(), ['installed', 'present']);
});

test('what stands in the way is a sentence with a remedy', async (t) => {
  const { bundle, folder, install } = prepare(t);
  await install();
  writeFiles(folder, { '.dsp/start.lock': JSON.stringify(markOf(process.pid)) });
  await assert.rejects(install('2.0.0'), (error) => {
    assert.ok(error instanceof PlatformFailure);
    assert.match(error.message, /being started/);
    assert.match(error.remedy ?? '', /Wait/);
    return true;
  });
  rmSync(join(bundle, 'dist'), { recursive: true });
  await assert.rejects(install('2.0.0'), /not complete: dist\/server is missing/);
  assert.equal(installedVersion(folder), '1.0.0');
});
