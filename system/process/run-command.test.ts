import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const node = (script: string) => [process.execPath, '-e', script];

test('gives back both streams, the exit code and the last lines', async () => {
  const result = await runCommand(node('console.log("out"); console.error("err"); process.exitCode = 3'));
  assert.equal(result.ok, false);
  assert.equal(result.end, 'exited');
  assert.equal(result.exitCode, 3);
  assert.equal(result.stdout.trim(), 'out');
  assert.equal(result.stderr.trim(), 'err');
  assert.deepEqual([...result.tail].sort(), ['err', 'out']);
});

test('says that a command is not there', async () => {
  const result = await runCommand(['no-such-command-anywhere']);
  assert.equal(result.end, 'not-found');
  assert.equal(result.ok, false);
});

test('passes arguments as they are, without a shell', async () => {
  const result = await runCommand([...node('console.log(process.argv[1])'), '$(id) ; "x"']);
  assert.equal(result.stdout.trim(), '$(id) ; "x"');
});

test('hands over lines while the command runs and writes the log', async () => {
  const logFile = join(temporaryFolder('run'), 'deep', 'log.txt');
  const lines: string[] = [];
  await runCommand(node('console.log("one\\ntwo"); process.stdout.write("three")'), {
    logFile,
    onLine: (line) => lines.push(line),
  });
  assert.deepEqual(lines, ['one', 'two', 'three']);
  assert.match(readFileSync(logFile, 'utf8'), /one\ntwo\nthree/);
});

test('ends the command after the timeout', async () => {
  const result = await runCommand(node('setInterval(() => {}, 1000)'), { timeoutMs: 150 });
  assert.equal(result.end, 'timed-out');
});

test(
  'an abort ends the command together with what it started',
  { skip: process.platform === 'win32' },
  async () => {
    const abort = new AbortController();
    let grandchild = 0;
    const running = runCommand(
      node(`const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
          console.log(c.pid); setInterval(() => {}, 1000)`),
      {
        signal: abort.signal,
        onLine: (line) => {
          grandchild = Number(line);
          abort.abort();
        },
      },
    );
    const result = await running;
    assert.equal(result.end, 'aborted');
    for (let tries = 0; tries < 50 && isAlive(grandchild); tries++) await sleep(20);
    assert.equal(isAlive(grandchild), false);
  },
);

test('does not start at all once aborted', async () => {
  const result = await runCommand(node('process.exit(0)'), { signal: AbortSignal.abort() });
  assert.equal(result.end, 'aborted');
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // An ended process whose new parent has not collected it yet still takes signals.
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
