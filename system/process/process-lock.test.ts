import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRunning, lockHolder, markOf, takeLock } from './process-lock.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const newPath = () => join(temporaryFolder('lock'), 'lock');

test('only one can hold a lock, and it can be had again after its release', () => {
  const path = newPath();
  const first = takeLock(path);
  assert.ok('lock' in first);
  const second = takeLock(path);
  assert.ok('holder' in second && second.holder.pid === process.pid);
  assert.equal(lockHolder(path)?.pid, process.pid);
  first.lock.release();
  assert.equal(lockHolder(path), undefined);
  assert.ok('lock' in takeLock(path));
});

test('a lock of a process that is gone, or cut off in writing, counts for nothing', async () => {
  const path = newPath();
  const child = spawn(process.execPath, ['-e', '']);
  const mark = markOf(child.pid ?? 0);
  await new Promise((resolve) => child.once('exit', resolve));
  assert.equal(isRunning(mark), false);
  writeFileSync(path, JSON.stringify(mark));
  assert.ok('lock' in takeLock(path));
  writeFileSync(path, '{"pi');
  assert.ok('lock' in takeLock(path));
  assert.equal((JSON.parse(readFileSync(path, 'utf8')) as { pid: number }).pid, process.pid);
});

test('a later process with the same number is another one', { skip: process.platform !== 'linux' }, () => {
  assert.equal(isRunning(markOf(process.pid)), true);
  assert.equal(isRunning({ pid: process.pid, startTime: '1' }), false);
});
