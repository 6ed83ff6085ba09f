import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { keptDirectory } from './kept-directory.ts';
import type { Workshop } from './workshop.ts';

const cacheDirectory = mkdtempSync(join(tmpdir(), 'dsp-kept-'));
after(() => rmSync(cacheDirectory, { recursive: true }));
const workshop = { cacheDirectory } as Workshop;

test('it is made once, however many ask for it at the same time and later', async () => {
  let made = 0;
  const make = (directory: string) => {
    made++;
    writeFileSync(join(directory, 'file'), '');
    return Promise.resolve();
  };
  const paths = await Promise.all([1, 2].map(() => keptDirectory(workshop, 'tools/a', make)));
  await keptDirectory(workshop, 'tools/a', make);
  assert.equal(made, 1);
  assert.ok(paths.every((path) => existsSync(join(path, 'file'))));
});

test('a failure leaves nothing behind and the next call tries again', async () => {
  const fail = (directory: string) => {
    writeFileSync(join(directory, 'half'), '');
    return Promise.reject(new Error('the line is cut'));
  };
  await assert.rejects(keptDirectory(workshop, 'b', fail), /the line is cut/);
  assert.deepEqual(
    readdirSync(cacheDirectory).filter((name) => name.startsWith('b')),
    [],
  );
  assert.ok(existsSync(await keptDirectory(workshop, 'b', () => Promise.resolve())));
});
