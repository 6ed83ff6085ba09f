import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pingEndpoint } from './ping-endpoint.ts';
import { temporaryFolder } from '../../system/testing/temporary-folder.ts';

const skip = process.platform === 'win32';
const newSocket = () => join(temporaryFolder('ping'), 's');
const at = (path: string) => ({ address: `unix://${path}`, from: 'default' }) as const;

async function serve(path: string, status: number | 'never'): Promise<Server> {
  const server = createServer((_, answer) => {
    if (status !== 'never') answer.writeHead(status).end('OK');
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

test('finds an engine behind a socket', { skip }, async () => {
  const path = newSocket();
  const server = await serve(path, 200);
  assert.deepEqual(await pingEndpoint(at(path)), { answer: 'engine' });
  server.close();
});

test('tells an absent socket, a wrong server and a silent one apart', { skip }, async () => {
  const absent = await pingEndpoint(at(newSocket()));
  assert.ok(absent.answer === 'failed' && absent.code === 'ENOENT');
  const other = newSocket();
  const wrong = await serve(other, 404);
  assert.deepEqual(await pingEndpoint(at(other)), { answer: 'other', status: 404 });
  wrong.close();
  const path = newSocket();
  const silent = await serve(path, 'never');
  const late = await pingEndpoint(at(path), { timeoutMs: 100 });
  assert.ok(late.answer === 'failed' && late.code === 'ETIMEDOUT');
  silent.closeAllConnections();
  silent.close();
});

test('leaves ssh and TLS to the docker command', async () => {
  for (const address of ['ssh://me@server', 'tcp://server:2376']) {
    assert.deepEqual(await pingEndpoint({ address, from: 'DOCKER_HOST' }), { answer: 'unknown-transport' });
  }
  assert.deepEqual(await pingEndpoint({ address: 'tcp://127.0.0.1:1', from: 'DOCKER_HOST', tls: true }), {
    answer: 'unknown-transport',
  });
});
