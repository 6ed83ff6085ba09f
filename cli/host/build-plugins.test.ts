import assert from 'node:assert/strict';
import test from 'node:test';
import { Interrupted } from '../failure.ts';
import { ensurePlugins } from './build-plugins.ts';
import type { RunCommand } from '../../system/process/run-command.ts';

const quiet = { ok: true, end: 'exited', exitCode: 0, stderr: '', tail: [] } as const;

test('plugins that work and are new enough are left as they are', async () => {
  const commands: string[] = [];
  const run: RunCommand = (argv) => {
    commands.push(argv.join(' '));
    const stdout = argv[1] === 'compose' ? '2.24.0\n' : 'github.com/docker/buildx v0.17.1 abc\n';
    return Promise.resolve({ ...quiet, stdout });
  };
  const { signal } = new AbortController();
  assert.deepEqual(await ensurePlugins({ signal, run, onProgress: () => assert.fail('built') }), []);
  assert.deepEqual(commands, ['docker compose version --short', 'docker buildx version']);
});

test('an interruption is no failure', async () => {
  const run: RunCommand = () => Promise.resolve({ ...quiet, ok: false, end: 'aborted', stdout: '' });
  await assert.rejects(
    ensurePlugins({ signal: AbortSignal.abort(), run, onProgress: () => undefined }),
    Interrupted,
  );
});
