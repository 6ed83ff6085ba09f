import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { readEngineState, type EngineState } from './engine-state.ts';
import { temporaryFolder } from './testing.ts';

const signal = new AbortController().signal;

/** A folder with a docker command, and a way to ask for the engine there. */
function prepare(t: TestContext) {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\nexit 1\n');
  chmodSync(join(folder, 'docker'), 0o755);
  const socket = join(folder, 'docker.sock');
  const env = { PATH: folder, DOCKER_HOST: `unix://${socket}` };
  return { folder, socket, env };
}

async function listen(t: TestContext, socket: string, status = 200) {
  const server = createServer((_, answer) => answer.writeHead(status).end('OK'));
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.after(() => server.close());
}

test('an engine that answers is running, and where it is, is told', async (t) => {
  const { socket, env } = prepare(t);
  await listen(t, socket);
  const state = await readEngineState({ env, signal });
  assert.deepEqual(state, { kind: 'running', where: `unix://${socket} (from DOCKER_HOST)` });
});

test('without the docker command an engine is of no use', async (t) => {
  const { socket, env } = prepare(t);
  await listen(t, socket);
  const state = await readEngineState({ env: { ...env, PATH: '' }, signal });
  assert.equal(state.kind, 'not-installed');
  assert.match(state.sentence, /"docker" command is not on the PATH/);
});

test('an address that leads nowhere, and one where something else answers, are unreachable', async (t) => {
  const { socket, env } = prepare(t);
  const nobody = await readEngineState({ env, signal });
  assert.equal(nobody.kind, 'unreachable');
  assert.match(nobody.sentence, new RegExp(socket));
  assert.match(nobody.remedy, /DOCKER_HOST/);
  await listen(t, socket, 404);
  assert.equal((await readEngineState({ env, signal })).kind, 'unreachable');
});

test('an engine that a user may not use is told apart, with the fix for this very user', async (t) => {
  const { folder, socket, env } = prepare(t);
  await listen(t, socket);
  chmodSync(socket, 0o600);
  const state = await asOrdinaryUser(folder, env);
  assert.equal(state.kind, 'no-permission');
  assert.match(state.sentence, /EACCES/);
  assert.match(state.remedy, /usermod -aG docker \S+, then log in again/);
});

/** Root may open any socket: the question is asked by a process of the user `nobody`, with the code in one file. */
async function asOrdinaryUser(folder: string, env: Record<string, string>): Promise<EngineState> {
  if (process.getuid?.() !== 0) {
    chmodSync(join(folder, 'docker.sock'), 0o000);
    return readEngineState({ env, signal });
  }
  chmodSync(folder, 0o755);
  const script = join(folder, 'ask.mjs');
  const ask = `import { readEngineState } from ${JSON.stringify(join(import.meta.dirname, 'engine-state.ts'))};
    const { signal } = new AbortController();
    console.log(JSON.stringify(await readEngineState({ env: process.env, signal })));`;
  await build({
    stdin: { contents: ask, resolveDir: import.meta.dirname, loader: 'ts' },
    ...{ outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' },
  });
  chmodSync(script, 0o644);
  const options = { uid: 65534, gid: 65534, env, cwd: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [script], options);
  return JSON.parse(stdout) as EngineState;
}

test('an abort ends the question', async (t) => {
  const { socket, env } = prepare(t);
  const server = createServer(() => undefined); // It never answers.
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  const asked = readEngineState({ env, signal: AbortSignal.timeout(50) });
  await assert.rejects(asked, { name: 'TimeoutError' });
});
