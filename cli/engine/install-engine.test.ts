import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../failure.ts';
import { fakeRun } from '../testing/fake-run.ts';
import { installEngine } from './install-engine.ts';
import { isPackageManagerInterrupted } from './repair-packages.ts';

const options = (run: ReturnType<typeof fakeRun>, hasDocker = true) => ({
  run,
  signal: new AbortController().signal,
  logFile: '/tmp/install.log',
  onLine: () => undefined,
  hasCommand: (name: string) => hasDocker && name === 'docker',
});

test('continues a half-made installation, updates the lists and installs the engine with iptables', async () => {
  const run = fakeRun({});
  await installEngine(options(run));
  assert.match(run.asked[0] ?? '', /^dpkg --configure -a/);
  assert.equal(run.asked[1], 'apt-get update');
  assert.match(run.asked[2] ?? '', /^apt-get install --yes --no-install-recommends .*docker\.io iptables$/);
});

test('takes the docker command from a package of its own where there is one', async () => {
  const without = fakeRun({ 'apt-cache show docker-cli': { exitCode: 100 } });
  await installEngine(options(without, false));
  assert.doesNotMatch(without.asked.at(-1) ?? '', /docker-cli/);
  const newer = fakeRun({});
  await installEngine(options(newer, false));
  assert.match(newer.asked.at(-1) ?? '', /docker\.io iptables docker-cli$/);
});

test('names the network when the lists could not be updated', async () => {
  const run = fakeRun({
    'apt-get update': { exitCode: 100 },
    'apt-get install': { exitCode: 100, tail: ['E: Unable to locate package docker.io'] },
  });
  await assert.rejects(installEngine(options(run)), (error: Failure) => {
    assert.match(error.remedy ?? '', /"apt-get update" failed too: check the network/);
    assert.deepEqual(error.details, ['E: Unable to locate package docker.io']);
    return true;
  });
});

test('knows a package manager that was ended in the middle by what it has left behind', () => {
  assert.equal(
    isPackageManagerInterrupted(() => ['0000', '0001', 'tmp.i']),
    true,
  );
  assert.equal(
    isPackageManagerInterrupted(() => []),
    false,
  );
  assert.equal(
    isPackageManagerInterrupted(() => {
      throw new Error('ENOENT');
    }),
    false,
  );
});
