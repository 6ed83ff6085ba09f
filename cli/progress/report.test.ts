import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseProgress, type PlatformProgress } from '../../contract/platform-progress.ts';
import { exitCodes, Failure } from '../failure.ts';
import { rootFolder } from '../../system/files/root-folder.ts';
import { failedLine } from './editor-progress.ts';

/** Runs the command line tool as a process, where no engine is to be found. */
async function dsp(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(rootFolder, 'cli/main.ts'), ...args], {
    cwd: rootFolder,
    env: { ...process.env, DOCKER_HOST: 'unix:///nowhere/docker.sock', CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const exitCode = await new Promise((resolve) => child.once('close', resolve));
  const printed = text.trim().split('\n');
  const lines = printed.map(parseProgress);
  return { exitCode, printed, lines: lines.filter((line): line is PlatformProgress => line !== undefined) };
}

test('the doctor tells each finding, and at the end whether the platform can run', async () => {
  const { exitCode, printed, lines } = await dsp('doctor', '--progress', 'json');
  assert.equal(lines.length, printed.length, 'nothing but lines of progress on standard output');
  const engine = lines.find((line) => line.type === 'finding' && line.id === 'engine');
  assert.ok(engine?.type === 'finding' && engine.level === 'error' && engine.remedy !== undefined);
  const last = lines.at(-1);
  assert.ok(last?.type === 'outcome' && last.outcome === 'checked' && !last.canRun);
  assert.equal(exitCode, exitCodes.failed);
});

test('stopping where no engine answers is a failure with a remedy', async () => {
  const { exitCode, lines } = await dsp('stop', '--progress', 'json', '--volumes', '--yes');
  const last = lines.at(-1);
  assert.ok(
    last?.type === 'outcome' && last.outcome === 'failed',
    'data cannot be removed without an engine',
  );
  assert.equal(exitCode, exitCodes.failed);
});

test('an unknown form of progress is wrong usage', async () => {
  const { exitCode } = await dsp('doctor', '--progress', 'xml');
  assert.equal(exitCode, exitCodes.usage);
});

test('a failure is told in the words of the editor, anything unexpected with where it came from', () => {
  const { line } = failedLine(new Failure('x', { remedy: 'y', details: ['d'], logFile: '/l' }));
  assert.deepEqual(line.failure, { message: 'x', remedy: 'y', details: ['d'], logFile: '/l' });
  const unexpected = failedLine(new TypeError('boom')).line.failure;
  assert.match(unexpected.message, /unexpected went wrong: TypeError: boom/);
  assert.match(unexpected.details[0] ?? '', /report\.test\.ts/);
});
