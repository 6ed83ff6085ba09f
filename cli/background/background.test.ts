import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import type { ImageSpec } from '../../stack/images/image.ts';
import { isRunning, markOf } from '../../system/process/process-lock.ts';
import { finishInBackground, type FinishOptions } from './finish.ts';
import { startBackground } from './start.ts';
import { backgroundLine, readBackground, writeBackground, type BackgroundState } from './state.ts';
import { stopBackground } from './stop.ts';
import { temporaryFolder } from '../../system/testing/temporary-folder.ts';

const image = (name: string): ImageSpec => ({
  name,
  need: 'background',
  reference: `${name}:1`,
  without: '',
});
type Written = Pick<BackgroundState, 'state' | 'parts' | 'endedAt'>;

async function finish(changed: Partial<FinishOptions> = {}) {
  const written: Written[] = [];
  const joined: string[] = [];
  const results = await finishInBackground({
    images: [image('loki'), image('python')],
    services: [{ name: 'sensor', image: 'dsp/sensor:1', bases: ['python:1', 'debian:1'] }],
    build: () => Promise.resolve(),
    ensure: (images, { onProgress }) =>
      Promise.resolve(
        images.map(({ name, reference, need }) => {
          onProgress({ image: name, phase: 'building', detail: 'go build', seconds: 0 });
          onProgress({ image: name, phase: 'ready', detail: '', seconds: 3 });
          return {
            name,
            need,
            reference,
            how: 'built',
            state: 'ready',
            seconds: 3,
            message: '',
            logFile: undefined,
          };
        }),
      ),
    isService: (name) => name === 'loki',
    join: (service) => {
      joined.push(service);
      return Promise.resolve();
    },
    probe: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
    say: () => undefined,
    write: (state) => written.push(state),
    pollMs: 1,
    ...changed,
  });
  return { written, joined, results, last: written.at(-1) };
}

test('a part joins as soon as its image is there; an image that is no part is just made', async () => {
  const { joined, last, results } = await finish();
  assert.deepEqual(joined.sort(), ['loki', 'sensor']);
  assert.equal(last?.state, 'finished');
  assert.notEqual(last?.endedAt, null);
  assert.deepEqual(
    last?.parts.map(({ name, state }) => [name, state]),
    [
      ['loki', 'ready'],
      ['python', 'ready'],
      ['sensor', 'ready'],
    ],
  );
  assert.deepEqual(results[0], { name: 'loki', reference: 'loki:1', how: 'built', seconds: 3 });
});

test('a part that cannot be started, or does not get ready, is a failure that is kept', async () => {
  const broken = await finish({ join: () => Promise.reject(new Error('port taken')) });
  assert.equal(broken.last?.state, 'failed');
  assert.equal(broken.last?.parts[0]?.detail, 'port taken');
  const unbuilt = await finish({ build: () => Promise.reject(new Error('pip failed')) });
  assert.equal(unbuilt.last?.parts[2]?.detail, 'pip failed');
  const late = await finish({ probe: () => Promise.resolve('starting'), readyTimeoutMs: 5 });
  assert.match(late.last?.parts[0]?.detail ?? '', /did not become ready: starting/);
});

test('an end by force is told from a failure', async () => {
  const { last } = await finish({ signal: AbortSignal.abort() });
  assert.equal(last?.state, 'stopped');
  assert.ok(last.parts.every(({ state }) => state === 'waiting'));
});

const newRoot = () => temporaryFolder('background');
const state = (pid: number): BackgroundState => ({
  process: markOf(pid),
  startedAt: '2026-11-24T09:00:00.000Z',
  endedAt: null,
  state: 'running',
  parts: [{ name: 'loki', state: 'building', detail: 'go build' }],
  logFile: '/logs/background.log',
});

test('a process that is gone is not said to run, and one that runs is not started twice', async () => {
  const root = newRoot();
  assert.equal(readBackground(root), undefined);
  assert.equal(startBackground(root, { images: [], services: [] }), false);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const pid = child.pid ?? 0;
  writeBackground(root, state(pid));
  assert.equal(startBackground(root, { images: ['loki'], services: [] }), true);
  assert.equal(readBackground(root)?.process.pid, pid);
  assert.equal(await stopBackground(root), true);
  assert.equal(isRunning(state(pid).process), false);
  assert.equal(readBackground(root)?.state, 'stopped');
  assert.equal(await stopBackground(root), false);
});

test('shows the work in one line', () => {
  assert.equal(backgroundLine(state(1)), 'running: loki building (go build). Log: /logs/background.log');
});
