import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { installedVersion, installPlatform } from './install.ts';
import { temporaryFolder, writeBundle, writeFiles } from './testing.ts';

const updates = 12;

test('an update whose process is killed at any moment leaves a platform that can be updated', async (t) => {
  const base = temporaryFolder(t);
  const [bundle, folder] = [join(base, 'bundle'), join(base, 'platform')];
  writeBundle(bundle, 'content');
  for (let file = 0; file < 300; file++) writeFiles(bundle, { [`stack/many/${file}`]: `${file}` });
  const { signal } = new AbortController();
  await installPlatform({ bundle, folder, version: '0.0.0', signal });
  writeFiles(folder, { '.env': 'A=1', '.dsp/cache/go': 'cached' });
  const seen = new Set<string>();
  for (let update = 1; update <= updates; update++) {
    seen.add(await updateAndKill({ bundle, folder, version: `0.0.${update}`, afterMs: update * 8 }));
    await installPlatform({ bundle, folder, version: '1.0.0', signal });
    assert.equal(installedVersion(folder), '1.0.0');
    assert.equal(readFileSync(join(folder, 'stack/many/299'), 'utf8'), '299');
    assert.equal(readFileSync(join(folder, '.env'), 'utf8'), 'A=1');
    assert.equal(readFileSync(join(folder, '.dsp/cache/go'), 'utf8'), 'cached');
    assert.ok(!existsSync(`${folder}.old`) && !existsSync(`${folder}.new`));
  }
  assert.ok(seen.has('unfinished'), 'no update was cut off: the test shows nothing');
});

/** Begins an update in a process of its own, kills it, and says whether it had come to its end. */
async function updateAndKill(update: { bundle: string; folder: string; version: string; afterMs: number }) {
  const { bundle, folder, version, afterMs } = update;
  const script = `
    import { installPlatform } from ${JSON.stringify(join(import.meta.dirname, 'install.ts'))};
    const { signal } = new AbortController();
    process.stdout.write('begin');
    await installPlatform({ bundle: ${JSON.stringify(bundle)}, folder: ${JSON.stringify(folder)},
      version: ${JSON.stringify(version)}, signal });
    process.stdout.write('end');
    setInterval(() => {}, 1000);`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const begun = new Promise<void>((resolve) =>
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      resolve();
    }),
  );
  await begun;
  await sleep(afterMs);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  return said.includes('end') ? 'finished' : 'unfinished';
}
