import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readServices } from './compose-file.ts';
import { overrideFor } from './override.ts';

const own = `
x-base: &base
  environment: [OTEL_SERVICE_NAME=mine, MODE=prod]
services:
  orders:
    <<: *base
    image: debian:bookworm-slim
  db:
    image: postgres
    networks: { back: {} }
  Proxy: { image: nginx }
  host: { image: nginx, network_mode: host }
  already: { image: nginx, labels: [dsp.node=already] }
networks: { back: {} }
`;

test('services are read with what matters for joining them', () => {
  assert.deepEqual(readServices(own), [
    {
      name: 'orders',
      networks: [],
      environment: ['OTEL_SERVICE_NAME', 'MODE'],
      obstacle: undefined,
      isNode: false,
    },
    { name: 'db', networks: ['back'], environment: [], obstacle: undefined, isNode: false },
    { name: 'Proxy', networks: [], environment: [], obstacle: 'bad-name', isNode: false },
    { name: 'host', networks: [], environment: [], obstacle: 'host-network', isNode: false },
    { name: 'already', networks: [], environment: [], obstacle: undefined, isNode: true },
  ]);
});

test('a text that is no Compose file is refused', () => {
  assert.throws(() => readServices('just words'));
  assert.throws(() => readServices(''));
});

test('the override keeps what an earlier one joined, and writing it again changes nothing', () => {
  const [orders, db] = readServices(own);
  assert.ok(orders && db);
  const first = overrideFor([orders], '');
  const second = overrideFor([db], first);
  assert.deepEqual(Object.keys((parse(second) as { services: object }).services), ['orders', 'db']);
  assert.equal(overrideFor([db], second), second);
});

const compose = (() => {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test(
  'Compose understands both files together: own networks, variables and labels stay',
  { skip: compose ? false : 'docker compose is not installed here' },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dsp-join-'));
    try {
      const services = readServices(own).filter(({ name }) => name === 'orders' || name === 'db');
      writeFileSync(join(folder, 'compose.yaml'), own.replace(/^ {2}(Proxy|host|already):.*$/gm, ''));
      writeFileSync(join(folder, 'compose.dsp.yaml'), overrideFor(services, ''));
      const files = ['-f', 'compose.yaml', '-f', 'compose.dsp.yaml'];
      const text = execFileSync('docker', ['compose', ...files, 'config', '--format', 'json'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const { services: merged } = JSON.parse(text) as {
        services: Record<
          string,
          { networks: object; environment: Record<string, string>; labels: Record<string, string> }
        >;
      };
      assert.deepEqual(Object.keys(merged['orders']?.networks ?? {}).sort(), [
        'default',
        'dsp',
        'dsp-telemetry',
      ]);
      assert.deepEqual(Object.keys(merged['db']?.networks ?? {}).sort(), ['back', 'dsp', 'dsp-telemetry']);
      assert.equal(merged['orders']?.environment['OTEL_SERVICE_NAME'], 'mine');
      assert.equal(merged['orders']?.environment['MODE'], 'prod');
      assert.equal(merged['db']?.environment['OTEL_SERVICE_NAME'], 'db');
      assert.equal(merged['db']?.labels['dsp.node'], 'db');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
