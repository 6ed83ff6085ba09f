import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeDocker } from '../testing/fake-run.ts';
import { fakeTerminal } from '../testing/fake-terminal.ts';
import type { Host } from './check.ts';
import { findingLines, findingsSummary } from './print-findings.ts';
import { readCheckContext } from './read-context.ts';
import { runPreflight } from './run-preflight.ts';

const host = (reachable: boolean): Host => ({
  machine: {
    platform: 'linux',
    distribution: { id: 'debian', like: [], name: 'Debian', codename: 'bookworm' },
    isRoot: true,
    userName: 'root',
    hasSystemd: false,
    isWsl: false,
  },
  engineFacts: () =>
    Promise.resolve({
      endpoint: { address: 'unix:///var/run/docker.sock', from: 'default' },
      ping: reachable
        ? { answer: 'engine' }
        : { answer: 'failed', code: 'ENOENT', message: 'connect ENOENT' },
      hasCommand: true,
      hasEngine: reachable,
    }),
  portState: () => Promise.resolve('free'),
  portHolder: () => Promise.resolve(undefined),
  freeMemoryBytes: () => 8 * 1024 ** 3,
  freeDiskBytes: () => Promise.resolve(50 * 1024 ** 3),
});

const info = {
  ServerVersion: '27.0.0',
  OperatingSystem: 'Debian',
  Architecture: 'x86_64',
  KernelVersion: '6.1',
  NCPU: 2,
  MemTotal: 1,
  DockerRootDir: '/var/lib/docker',
  OSType: 'linux',
};

async function findings(reachable: boolean) {
  const docker = fakeDocker({
    info: { stdout: JSON.stringify(info) },
    'compose version': { stdout: '2.30.0\n' },
    'buildx version': { stdout: 'github.com/docker/buildx v0.20.0 abc\n' },
  });
  const { signal } = new AbortController();
  const context = await readCheckContext({ host: host(reachable), docker, signal, root: '/r' });
  return runPreflight(context);
}

test('without an engine only what can be known is checked, and the remedy is the installation', async () => {
  const found = await findings(false);
  assert.deepEqual(
    found.map(({ id }) => id),
    ['engine', 'compose', 'buildx', 'ports', 'memory'],
  );
  const [engine] = found;
  assert.equal(engine?.level, 'error');
  assert.match(engine?.remedy ?? '', /npm start can install and start it\. By hand: apt-get update/);
});

test('with an engine every check has its finding', async () => {
  const found = await findings(true);
  assert.equal(found.length, 13);
  assert.deepEqual(
    found.filter(({ level }) => level === 'error'),
    [],
  );
});

test('prints a line for each finding and one for each remedy', () => {
  const lines = findingLines(
    [
      { id: 'a', title: 'Engine', level: 'ok', finding: 'answers.' },
      { id: 'b', title: 'Disk', level: 'warning', finding: 'is small.', remedy: 'Make room.' },
    ],
    fakeTerminal(),
  );
  assert.deepEqual(lines, [
    'ok      Engine             answers.',
    'warning Disk               is small.',
    '                           → Make room.',
  ]);
});

test('sums up', () => {
  const finding = (level: 'ok' | 'warning' | 'error') => ({ id: '', title: '', level, finding: '' });
  assert.match(findingsSummary([finding('ok')]), /in order/);
  assert.match(findingsSummary([finding('warning')]), /^1 warning: the platform can run/);
  assert.match(findingsSummary([finding('error'), finding('error')]), /^2 errors and 0 warnings: .* cannot/);
});
