import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isRunning } from '../../system/process/process-lock.ts';
import { formatProgress, type OutcomeLine, type PlatformProgress } from '../../contract/platform-progress.ts';
import { runDoctor, startPlatform, stopPlatform } from './run.ts';
import { temporaryFolder, writeFiles } from './testing.ts';

/** A platform whose command line tool is this script; it runs as a process of its own. */
function prepare(t: TestContext, script: string) {
  const folder = temporaryFolder(t);
  writeFiles(folder, { 'dist/cli/main.js': script, 'package.json': '{"type":"module"}' });
  const progress: PlatformProgress[] = [];
  const logged: string[] = [];
  const abort = new AbortController();
  const options = {
    ...{ folder, nodePath: process.execPath, env: process.env, signal: abort.signal },
    token: 'a-secret',
    onProgress: (line: PlatformProgress) => progress.push(line),
    onLog: (line: string) => logged.push(line),
  };
  return { folder, options, progress, logged, abort };
}

const say = (line: PlatformProgress) => `console.log(${JSON.stringify(formatProgress(line))});`;
const outcome = (line: OutcomeLine) => say(line);
const stopped = outcome({ type: 'outcome', outcome: 'stopped', isDataRemoved: true });
const tick = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (isSo: () => boolean) => {
  while (!isSo()) await tick(10);
};

test('the arguments say what is asked, and the token is in the environment only', async (t) => {
  const show = `console.log(JSON.stringify([process.argv.slice(2), process.env.DSP_API_TOKEN, process.cwd()]));`;
  const { options, logged, folder } = prepare(t, show + stopped);
  assert.equal((await stopPlatform({ ...options, removeData: true })).kind, 'ok');
  const [first = ''] = logged;
  const expected = ['stop', '--progress', 'json', '--volumes', '--yes'];
  assert.deepEqual(JSON.parse(first), [expected, 'a-secret', folder]);
  await stopPlatform({ ...options, removeData: false });
  assert.match(logged.join('\n'), /\["stop","--progress","json"\]/);
  await startPlatform({ ...options, wantsTraffic: false });
  assert.match(logged.join('\n'), /\["start","--progress","json","--no-traffic"\]/);
});

test('progress comes line by line, and what is for people goes to the log and its file', async (t) => {
  const lines: PlatformProgress[] = [
    { type: 'step', step: 'Images', state: 'running', seconds: 0, note: '' },
    { type: 'item', step: 'Images', item: 'loki', state: 'pulling', detail: 'layer 1' },
    { type: 'item', step: 'Images', item: 'loki', state: 'pulling', detail: 'layer 2' },
    { type: 'step', step: 'Images', state: 'done', seconds: 2, note: '1 pulled' },
    { type: 'outcome', outcome: 'checked', canRun: true, summary: 'Everything is in order.' },
  ];
  const script = `console.log('hello');${lines.map(say).join('')}console.error('a warning');`;
  const { options, progress, logged, folder } = prepare(t, script);
  const result = await runDoctor(options);
  assert.deepEqual(result, { kind: 'ok', outcome: lines.at(-1) });
  assert.deepEqual(progress, lines);
  const expected = ['hello', 'Images…', 'Images: loki pulling, layer 1', 'Images done after 2.0 s: 1 pulled'];
  for (const line of [...expected, 'Everything is in order.', 'a warning'])
    assert.ok(logged.includes(line), line);
  assert.ok(!logged.join().includes('layer 2'));
  const file = join(folder, '.dsp', 'logs', 'editor-doctor.log');
  await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('Everything is in order.'));
});

test('a failure is its sentence, its remedy and its log', async (t) => {
  const failure = { message: 'No engine.', remedy: 'Install it.', details: ['x'], logFile: '/l' };
  const { options } = prepare(t, outcome({ type: 'outcome', outcome: 'failed', failure }));
  assert.deepEqual(await startPlatform(options), {
    ...{ kind: 'failed', sentence: 'No engine.', remedy: 'Install it.', details: ['x'], logFile: '/l' },
  });
});

test('an end without a last word is a failure that shows what was printed', async (t) => {
  const { options } = prepare(t, `console.error('out of memory'); process.exit(7);`);
  const result = await startPlatform(options);
  assert.equal(result.kind, 'failed');
  if (result.kind !== 'failed') return;
  assert.match(result.sentence, /"start" ended unexpectedly \(exit code 7\)/);
  assert.deepEqual(result.details, ['out of memory']);
  assert.match(result.logFile ?? '', /editor-start\.log$/);
});

test('a folder without a built platform and a Node that is not there are failures in words', async (t) => {
  const { options } = prepare(t, stopped);
  const nothing = await startPlatform({ ...options, folder: temporaryFolder(t) });
  assert.equal(nothing.kind, 'failed');
  if (nothing.kind === 'failed') assert.match(nothing.remedy ?? '', /npm run build/);
  const noNode = await startPlatform({ ...options, nodePath: '/nowhere/node' });
  assert.equal(noNode.kind, 'failed');
  if (noNode.kind === 'failed') assert.match(noNode.sentence, /ENOENT/);
});

test('a cancel lets the child end in order', async (t) => {
  const interrupted = outcome({ type: 'outcome', outcome: 'interrupted' });
  const script = `process.on('SIGINT', () => { console.log('tidy'); ${interrupted} process.exit(130); });
    setInterval(() => {}, 1000); console.log('ready');`;
  const { options, logged, abort } = prepare(t, script);
  const running = startPlatform(options);
  await until(() => logged.includes('ready'));
  abort.abort();
  assert.deepEqual(await running, { kind: 'cancelled' });
  assert.ok(logged.includes('tidy'));
});

test('a child that does not want to end is ended with its children after the grace', async (t) => {
  const script = `import { spawn } from 'node:child_process';
    process.on('SIGINT', () => {});
    const stubborn = "process.on('SIGINT', () => {}); console.log('child'); setInterval(() => {}, 1000)";
    const child = spawn(process.execPath, ['-e', stubborn], { stdio: 'inherit' });
    console.log('pids ' + process.pid + ' ' + child.pid);
    setInterval(() => {}, 1000);`;
  const { options, logged, abort } = prepare(t, script);
  const running = startPlatform({ ...options, graceMs: 300 });
  await until(() => logged.includes('child'));
  abort.abort();
  assert.deepEqual(await running, { kind: 'cancelled' });
  const pids =
    logged
      .find((line) => line.startsWith('pids'))
      ?.split(' ')
      .slice(1)
      .map(Number) ?? [];
  assert.equal(pids.length, 2);
  await until(() => pids.every((pid) => !isRunning({ pid })));
});

test('what was cancelled before it began is not begun', async (t) => {
  const { options, logged } = prepare(t, `console.log('ran');${stopped}`);
  assert.deepEqual(await startPlatform({ ...options, signal: AbortSignal.abort() }), { kind: 'cancelled' });
  assert.deepEqual(logged, []);
});

test('work that was done before the cancel reached it counts as done', async (t) => {
  const done = outcome({ type: 'outcome', outcome: 'stopped', isDataRemoved: false });
  const { options, abort, progress } = prepare(t, `${done} setTimeout(() => {}, 300);`);
  const running = stopPlatform({ ...options, removeData: false });
  await until(() => progress.length === 1);
  abort.abort();
  assert.equal((await running).kind, 'ok');
});
