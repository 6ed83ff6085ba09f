import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { fakeRun } from '../testing/fake-run.ts';
import { findPortHolder, listeningInodes, parseLsof, parseNetstat } from './port-holder.ts';
import { probePort } from './port-probe.ts';
import { publishedPorts } from './published-ports.ts';

test('reads the ports that docker publishes', () => {
  assert.deepEqual(publishedPorts('127.0.0.1:5050->5050/tcp, 80/tcp'), [5050]);
  assert.deepEqual(
    publishedPorts('0.0.0.0:8000-8002->8000-8002/tcp, :::8000-8002->8000-8002/tcp'),
    [8000, 8001, 8002],
  );
  assert.deepEqual(publishedPorts('4317-4318/tcp'), []);
  assert.deepEqual(publishedPorts(''), []);
});

test('reads who listens from the words of lsof, netstat and the kernel', () => {
  assert.equal(parseLsof('p812\ncnginx\n'), 'nginx (process 812)');
  assert.equal(parseLsof(''), undefined);
  const netstat =
    '  TCP    127.0.0.1:5050   0.0.0.0:0   ABH\u00d6REN   4711\r\n  TCP  127.0.0.1:50  127.0.0.1:9  X  1';
  assert.equal(parseNetstat(netstat, 5050), 'process 4711');
  assert.equal(parseNetstat(netstat, 50), undefined);
  const proc =
    '  sl  local_address rem_address   st\n   0: 0100007F:13BA 00000000:0000 0A 0:0 0:0 0 0 0 4242 1\n';
  assert.deepEqual(listeningInodes(proc, 5050), ['4242']);
  assert.deepEqual(listeningInodes(proc.replace(' 0A ', ' 01 '), 5050), []);
});

test('finds a taken port, its holder, and that it is free again', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  assert.equal(await probePort(port), 'taken');
  if (process.platform === 'linux') {
    assert.match(
      (await findPortHolder(port, fakeRun({}))) ?? '',
      new RegExp(`\\(process ${process.pid}\\)$`),
    );
  }
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await probePort(port), 'free');
});
